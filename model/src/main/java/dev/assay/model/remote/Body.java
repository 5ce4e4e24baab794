package dev.assay.model.remote;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A response's body, pulled piece by piece, each within a time.
///
/// The next piece is asked of the network only when the last one was taken, so a fast endpoint cannot fill the
/// memory.
final class Body implements HttpResponse.BodySubscriber<Body> {
    private sealed interface Signal {
        record Piece(byte[] bytes) implements Signal {}

        record End() implements Signal {}

        record Broken(Throwable cause) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    @Override
    public CompletionStage<Body> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription.complete(given)) {
            given.request(1);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        var bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, at, length);
            at += length;
        }
        signals.add(new Signal.Piece(bytes));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.Broken(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }

    /// The next piece, or nothing at the end.
    ///
    /// @throws TimeoutException if none came in time
    /// @throws IOException      if the connection broke
    Optional<byte[]> next(long nanos) throws IOException, InterruptedException, TimeoutException {
        Optional<Signal> signal = Optional.ofNullable(signals.poll(nanos, TimeUnit.NANOSECONDS));
        return switch (signal.orElseThrow(TimeoutException::new)) {
            case Signal.Piece(byte[] bytes) -> {
                subscription.join().request(1);
                yield Optional.of(bytes);
            }
            case Signal.End() -> Optional.empty();
            case Signal.Broken(Throwable cause) -> throw new IOException("the response broke off", cause);
        };
    }

    /// Lets go of the connection if the body was not read to its end.
    void cancel() {
        if (subscription.isDone()) {
            subscription.join().cancel();
        }
    }
}
