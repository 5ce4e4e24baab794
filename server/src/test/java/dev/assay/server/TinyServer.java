package dev.assay.server;

import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.server.engine.Served;
import dev.assay.server.settings.ServerSettings;
import dev.assay.tiny.model.BundledModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The bundled model behind a port of its own, for tests.
final class TinyServer implements AutoCloseable {
    final LocalModel model;
    final AssayServer server;
    final List<String> log = new CopyOnWriteArrayList<>();

    private TinyServer(LocalModel model, ServerSettings settings) {
        this.model = model;
        this.server = AssayServer.start(List.of(new Served("tiny", model, Optional.empty())), settings, log::add);
    }

    static TinyServer start() {
        return start(quiet());
    }

    static TinyServer start(ServerSettings settings) {
        return new TinyServer(LocalModel.open(BundledModel.folder(), LoadOptions.DEFAULT), settings);
    }

    /// The defaults at a free port.
    static ServerSettings quiet() {
        return ServerSettings.DEFAULT.with(new ServerSettings.Listen("127.0.0.1", 0));
    }

    String url(String path) {
        return server.address() + path;
    }

    @Override
    public void close() {
        server.close();
        model.close();
    }
}
