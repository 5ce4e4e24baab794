package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Opens the page in a real browser that may run no scripts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DossierInBrowserTest {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    private Path folder = Path.of("target");

    private String browser = "";
    private Path page = Path.of("dossier.html");

    @BeforeAll
    void write() {
        Optional<Path> found = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("skipped: no " + String.join(", ", NAMES) + " on the PATH");
            abort("no browser on the PATH");
        }
        browser = found.orElseThrow().toString();
        page = DossierWriter.write(Sample.dossier(), folder).html();
    }

    @Test
    void it_is_seen_without_scripts_in_light_and_dark_and_on_a_telephone() throws Exception {
        BufferedImage light = screenshot("light.png", "1", 1000);
        BufferedImage dark = screenshot("dark.png", "0", 1000);
        assertThat(brightness(light)).isGreaterThan(200);
        assertThat(brightness(dark)).isLessThan(70);
        assertThat(colours(light)).as("text and plots are there").isGreaterThan(500);
        BufferedImage narrow = screenshot("narrow.png", "1", 375);
        assertThat(narrow.getWidth()).isEqualTo(375);
        assertThat(column(narrow, 374)).as("nothing reaches beyond the edge").isEqualTo(1);
    }

    @Test
    void it_prints() throws Exception {
        Path pdf = folder.resolve("dossier.pdf");
        run("--print-to-pdf=" + pdf, "--no-pdf-header-footer");
        assertThat(Files.readAllBytes(pdf)).startsWith('%', 'P', 'D', 'F');
        assertThat(Files.size(pdf)).isGreaterThan(50_000);
    }

    private BufferedImage screenshot(String name, String scheme, int width) throws Exception {
        Path file = folder.resolve(name);
        run(
                "--screenshot=" + file,
                "--window-size=" + width + ",4000",
                "--hide-scrollbars",
                "--blink-settings=preferredColorScheme=" + scheme);
        return ImageIO.read(file.toFile());
    }

    private void run(String... options) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "profile");
        Files.createDirectories(profile.resolve("Default"));
        Files.writeString(
                profile.resolve("Default/Preferences"),
                "{\"profile\":{\"default_content_setting_values\":{\"javascript\":2}}}");
        List<String> command = new ArrayList<>(List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the browser did not end: " + command);
        }
    }

    private static double brightness(BufferedImage image) {
        return pixels(image)
                .mapToDouble(rgb -> ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3.0)
                .average()
                .orElseThrow();
    }

    private static long colours(BufferedImage image) {
        return pixels(image).distinct().count();
    }

    private static long column(BufferedImage image, int x) {
        return Arrays.stream(image.getRGB(x, 100, 1, image.getHeight() - 100, null, 0, 1))
                .distinct()
                .count();
    }

    private static java.util.stream.IntStream pixels(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }
}
