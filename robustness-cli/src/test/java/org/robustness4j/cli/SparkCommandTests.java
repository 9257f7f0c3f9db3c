package org.robustness4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.StoredDigits;
import org.robustness4j.spark.internal.ModuleAccess;
import picocli.CommandLine;

/** The command on Spark, in processes of its own, as users and {@code spark-submit} start it. */
class SparkCommandTests {

    @TempDir
    static Path folder;

    private static StoredDigits digits;

    @BeforeAll
    static void write() throws IOException {
        digits = StoredDigits.in(folder, 300);
    }

    private record Finished(int exitCode, String output) {}

    /** Runs the command with the digits in the folder; it writes to the folder {@code output}. */
    private static Finished run(List<String> javaOptions, String missingLibrary, Path output, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPathWithout(missingLibrary), Robustness.class.getName(), "attack"));
        if (!List.of(arguments).contains("--model")) {
            command.addAll(List.of("--model", digits.file("digits.zip")));
        }
        if (!List.of(arguments).contains("--range")) {
            command.addAll(List.of("--labels", digits.file("labels.idx"), "--range", "0", "1"));
        }
        command.addAll(List.of("--execution", "spark", "--master", "local[2]"));
        command.addAll(List.of("--output", output.toString()));
        command.addAll(List.of(arguments));
        Path text = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(text.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Finished(exitCode, Files.readString(text, StandardCharsets.UTF_8));
    }

    private static Finished run(Path output, String... arguments) throws Exception {
        return run(opens(), "no library", output, arguments);
    }

    private static String classPathWithout(String missing) {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains(missing))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> opens() {
        return Arrays.asList(ModuleAccess.options().split(" "));
    }

    private static JsonNode results(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return new ObjectMapper()
                    .readTree(files.filter(file -> file.toString().endsWith(".json"))
                            .findFirst()
                            .orElseThrow()
                            .toFile());
        }
    }

    /** Annotations need a literal. */
    @Test
    void optionsHaveTheDefaultsOfTheProperties() {
        CommandLine.Model.CommandSpec command = new CommandLine(new AttackCommand()).getCommandSpec();

        assertThat(command.findOption("--seed").defaultValue())
                .isEqualTo(ConfigurationKey.SEED.defaultValue().orElseThrow());
        assertThat(Optional.ofNullable(command.findOption("--memory").defaultValue()))
                .isEqualTo(ConfigurationKey.MEMORY.defaultValue());
    }

    @Test
    void everyEpsilonHasItsEvaluationAndItsCandidates() throws Exception {
        Path output = folder.resolve("results");

        Finished finished =
                run(output, "--data", digits.file("images.idx"), "--attack", "Fgsm", "--epsilon", "0.1,0.2");

        assertThat(finished.output()).contains("RECORDED").contains("Fgsm LINF").contains("The report is");
        assertThat(finished.exitCode()).isZero();
        JsonNode results = results(output);
        JsonNode small = results.get("evaluations").get(0);
        JsonNode large = results.get("evaluations").get(1);
        assertThat(results.get("complete").asBoolean()).isTrue();
        assertThat(results.get("evaluations")).hasSize(2);
        assertThat(small.get("model").get("name").asText()).isEqualTo("digits");
        assertThat(large.get("outcomes").get("BROKEN").asInt())
                .isGreaterThan(small.get("outcomes").get("BROKEN").asInt());
        assertThat(small.get("candidates").get("file").asText())
                .isNotEqualTo(large.get("candidates").get("file").asText());
        assertThat(output.resolve(small.get("candidates").get("file").asText())).isRegularFile();
        assertThat(output.resolve(large.get("candidates").get("file").asText())).isRegularFile();
        assertThat(output.resolve("blocks")).isEmptyDirectory();
    }

    @Test
    void aLimitThatIsExceededIsAnExitCode() throws Exception {
        Finished finished = run(
                folder.resolve("limited"),
                "--data",
                digits.file("images.idx"),
                "--attack",
                "Fgsm",
                "--epsilon",
                "0.2",
                "--max-success-rate",
                "0.1");

        assertThat(finished.output()).contains("FAIL");
        assertThat(finished.exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsSaidWithoutAStackTrace() throws Exception {
        Finished missing = run(folder.resolve("missing"), "--data", digits.file("none.idx"), "--epsilon", "0.1");

        assertThat(missing.output())
                .contains("There is no")
                .contains("none.idx")
                .doesNotContain("\tat ");
        assertThat(missing.exitCode()).isEqualTo(2);
    }

    @Test
    void aFileWithASerialisedObjectIsReadWhereItIsTrusted() throws Exception {
        Path model = Files.copy(Path.of(URI.create(digits.file("digits.zip"))), folder.resolve("serialised.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(model)) {
            Files.write(zip.getPath("preprocessor.bin"), Serialization.bytes(new NormalizerMinMaxScaler(0, 1)));
        }
        String[] arguments = {
            "--model", model.toString(), "--data", digits.file("images.idx"), "--attack", "Fgsm", "--epsilon", "0.1"
        };
        String[] trusting = Arrays.copyOf(arguments, arguments.length + 1);
        trusting[arguments.length] = "--trusted";

        Finished refused = run(folder.resolve("refused"), arguments);
        Finished trusted = run(folder.resolve("trusted"), trusting);

        assertThat(refused.output()).contains("a serialised object").contains("--trusted");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(trusted.output()).contains("RECORDED").contains("Fgsm LINF");
        assertThat(trusted.exitCode()).isZero();
    }

    @Test
    void withoutAccessToJavasInternalsTheOptionsAreSaid() throws Exception {
        Finished closed = run(
                List.of(),
                "no library",
                folder.resolve("closed"),
                "--data",
                digits.file("images.idx"),
                "--epsilon",
                "0.1");

        assertThat(closed.output())
                .contains("Spark needs access to internal packages of Java")
                .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        assertThat(closed.exitCode()).isEqualTo(2);
    }

    @Test
    void sparkThatIsMissingOrInPiecesIsSaid() throws Exception {
        String[] arguments = {"--data", digits.file("images.idx"), "--epsilon", "0.1"};

        Finished none = run(opens(), "spark-core", folder.resolve("none"), arguments);
        Finished incomplete = run(opens(), "jackson-module-scala", folder.resolve("incomplete"), arguments);

        assertThat(none.output())
                .contains("Apache Spark is not on the classpath")
                .contains("org/apache/spark")
                .doesNotContain("\tat ");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(incomplete.output())
                .contains(
                        "Spark cannot start, because a library that it uses is missing or on the classpath in another version")
                .contains("declare org.robustness4j:robustness-spark before deeplearning4j-core");
        assertThat(incomplete.exitCode()).isEqualTo(2);
    }

    @Test
    void tablesAndOnnxFilesAreForSparkToo() throws Exception {
        Path example = Path.of("../examples/onnx");
        Path output = folder.resolve("table");

        Finished finished = run(
                output,
                "--model",
                example.resolve("models/pipeline.onnx").toString(),
                "--data",
                example.resolve("data/wine.csv").toString(),
                "--label-column",
                "cultivar",
                "--epsilon",
                "0.5",
                "--attack",
                "Fgsm",
                "--range",
                "0",
                "1700");

        assertThat(finished.output()).contains("RECORDED").doesNotContain("\tat ");
        assertThat(finished.exitCode()).isZero();
        assertThat(results(output).get("evaluations").get(0).get("samples").asInt())
                .isEqualTo(178);
    }
}
