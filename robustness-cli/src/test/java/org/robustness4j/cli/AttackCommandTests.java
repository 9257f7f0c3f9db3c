package org.robustness4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.CsvColumns;
import org.robustness4j.data.file.CsvFile;
import org.robustness4j.spark.StoredDigits;
import picocli.CommandLine;

/** The command in this process, on files as people have them. */
class AttackCommandTests {

    private static final Path EXAMPLE = Path.of("../examples/onnx");
    private static final int IMAGES = 60;

    @TempDir
    static Path folder;

    private static String digits = "";

    @BeforeAll
    static void write() throws IOException {
        StoredDigits stored = StoredDigits.in(folder.resolve("größe 28"), IMAGES);
        digits = folder.resolve("größe 28").toString();
        Samples samples = stored.samples();
        writeTable(samples);
        writeArrays(samples);
        writeImages(samples);
    }

    private static void writeTable(Samples samples) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("label," + IntStream.range(0, 784).mapToObj(i -> "p" + i).collect(Collectors.joining(",")));
        for (int i = 0; i < samples.size(); i++) {
            StringBuilder line = new StringBuilder().append(samples.label(i));
            for (float value : samples.input(i)) {
                line.append(',').append(Math.round(value * 255));
            }
            lines.add(line.toString());
        }
        Files.write(Path.of(digits, "digits.csv"), lines);
    }

    /** As numpy.save writes an array of bytes, and one of int64. */
    private static void writeArrays(Samples samples) throws IOException {
        try (OutputStream pixels = array("x.npy", "|u1", "(" + samples.size() + ", 1, 28, 28)");
                OutputStream labels = array("y.npy", "<i8", "(" + samples.size() + ",)")) {
            for (int i = 0; i < samples.size(); i++) {
                for (float value : samples.input(i)) {
                    pixels.write(Math.round(value * 255));
                }
                labels.write(new byte[] {(byte) samples.label(i), 0, 0, 0, 0, 0, 0, 0});
            }
        }
    }

    private static OutputStream array(String file, String type, String shape) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(digits, file)));
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        out.write((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return out;
    }

    private static void writeImages(Samples samples) throws IOException {
        for (int i = 0; i < samples.size(); i++) {
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            float[] input = samples.input(i);
            for (int j = 0; j < input.length; j++) {
                image.getRaster().setSample(j % 28, j / 28, 0, Math.round(input[j] * 255));
            }
            Path ofClass = Files.createDirectories(Path.of(digits, "images", String.valueOf(samples.label(i))));
            ImageIO.write(image, "png", ofClass.resolve("%03d.png".formatted(i)).toFile());
        }
    }

    private record Finished(int exitCode, String out, String err, Path output) {

        JsonNode evaluation(int number) throws IOException {
            try (Stream<Path> files = Files.list(output)) {
                Path file = files.filter(each -> each.toString().endsWith(".json"))
                        .findFirst()
                        .orElseThrow();
                return new ObjectMapper()
                        .readTree(file.toFile())
                        .get("evaluations")
                        .get(number);
            }
        }

        String sampleSet() throws IOException {
            return evaluation(0).get("sampleSet").get("sha256").asText();
        }

        int brokenByItself() throws IOException {
            return broken(0) - evaluation(0).get("brokenByChecks").asInt();
        }

        int broken(int number) throws IOException {
            return evaluation(number).get("outcomes").get("BROKEN").asInt();
        }
    }

    private static Finished run(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Robustness.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Path output = Files.createTempDirectory(folder, "output");
        List<String> all = new ArrayList<>(List.of("attack", "--output", output.toString()));
        all.addAll(Arrays.asList(arguments));
        int exitCode = Robustness.run(commandLine, all.toArray(String[]::new));
        return new Finished(exitCode, out.toString(), err.toString(), output);
    }

    private static Finished onDigits(String data, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--model", digits + "/digits.zip", "--data", digits + "/" + data));
        all.addAll(List.of("--range", "0", "1", "--attack", "Fgsm", "--epsilon", "0.1"));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    private static Finished onWine(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--model", EXAMPLE.resolve("models/pipeline.onnx").toString()));
        all.addAll(List.of("--data", EXAMPLE.resolve("data/wine.csv").toString(), "--label-column", "cultivar"));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    @Test
    void theSameImagesInEveryFormatAreBrokenInTheSameWay() throws IOException {
        Finished idx = onDigits("images.idx", "--labels", digits + "/labels.idx");
        Finished csv = onDigits("digits.csv", "--divisor", "255", "--shape", "1x28x28");
        Finished numpy = onDigits("x.npy", "--labels", digits + "/y.npy", "--divisor", "255");
        Finished images = onDigits("images", "--channels", "1");

        assertThat(List.of(idx.exitCode(), csv.exitCode(), numpy.exitCode(), images.exitCode()))
                .containsOnly(0);
        assertThat(idx.broken(0)).isBetween(10, IMAGES - 1);
        assertThat(idx.sampleSet()).hasSize(64);
        assertThat(csv.sampleSet()).isEqualTo(idx.sampleSet());
        assertThat(numpy.sampleSet()).isEqualTo(idx.sampleSet());
        assertThat(csv.broken(0)).isEqualTo(idx.broken(0));
        assertThat(numpy.broken(0)).isEqualTo(idx.broken(0));
        // in another order, so that the checks draw others
        assertThat(images.brokenByItself()).isEqualTo(idx.brokenByItself());
    }

    @Test
    void aLimitThatIsMetThatIsMissedAndNone() throws IOException {
        Finished none = onWine("--scale-columns", "--epsilon", "0.01");
        Finished met = onWine("--scale-columns", "--epsilon", "0.01", "--max-success-rate", "0.1");
        Finished missed = onWine(
                "--scale-columns", "--epsilon", "0.01,0.2", "--attack", "Pgd,Square", "--max-success-rate", "0.1");
        Finished inaccurate = onWine("--scale-columns", "--epsilon", "0.01", "--min-robust-accuracy", "0.999");

        assertThat(none.exitCode()).isZero();
        assertThat(none.out()).contains("No limit was set").contains("RECORDED");
        assertThat(met.exitCode()).isZero();
        assertThat(met.out()).contains("All limits are met").contains("PASS");
        assertThat(missed.exitCode()).isEqualTo(1);
        assertThat(missed.out()).contains("Missed: ").contains("FAIL").contains("epsilon=0.2");
        assertThat(missed.output().resolve("index.html")).content().contains("pipeline");
        assertThat(missed.evaluation(3).get("test").get("variant").asText()).isEqualTo("Square LINF epsilon=0.2");
        assertThat(inaccurate.exitCode()).isEqualTo(1);
        assertThat(inaccurate.out()).contains("robustAccuracy");
    }

    /** An attack that does not move. */
    public static Attack lame() {
        return new Pgd(1, StepSize.of(1e-6), 1);
    }

    @Test
    void anAttackThatIsTooWeakMeetsNoLimit() throws IOException {
        Finished lame = onWine(
                "--scale-columns",
                "--epsilon",
                "0.2",
                "--attack",
                AttackCommandTests.class.getName() + "#lame",
                "--max-success-rate",
                "0.95");

        assertThat(lame.out()).contains("INCONCLUSIVE").contains("Inconclusive: ");
        assertThat(lame.exitCode()).isEqualTo(2);
    }

    /** The network takes standard deviations, and is given milligrams. */
    @Test
    void aModelThatKnowsNothingOfTheDataHasNoVerdict() throws IOException {
        Finished raw = run(
                "--model",
                EXAMPLE.resolve("models/wine.onnx").toString(),
                "--data",
                EXAMPLE.resolve("data/wine.csv").toString(),
                "--label-column",
                "cultivar",
                "--range",
                "0",
                "1700",
                "--epsilon",
                "0.5",
                "--attack",
                "Fgsm");

        assertThat(raw.out()).contains("Inconclusive: ").contains("no better than guessing");
        assertThat(raw.exitCode()).isEqualTo(2);
    }

    /**
     * The pipeline is linear: the score of the label less that of another class falls by epsilon times the sum of the
     * absolute weights of shares, whose values are computed here from the file that the script wrote.
     */
    @Test
    void scaledColumnsAreSharesOfTheRangeOfEach() throws IOException {
        double epsilon = 0.05;

        Finished all = onWine("--scale-columns", "--epsilon", "0.05", "--attack", "Pgd");
        Finished some = onWine("--scale-columns", "--epsilon", "0.05", "--attack", "Pgd", "--samples", "30");
        Finished one = onWine("--scale-columns", "--epsilon", "0.05", "--attack", "Pgd", "--samples", "1");

        Samples wines = new CsvFile(EXAMPLE.resolve("data/wine.csv"), CsvColumns.labelled("cultivar")).all();
        boolean[] isBroken = new LinearPipeline(EXAMPLE.resolve("models/pipeline.onnx"), wines).broken(epsilon);
        long broken = IntStream.range(0, wines.size()).filter(i -> isBroken[i]).count();
        // what the script that made the model says of all wines
        assertThat(all.evaluation(0).get("cleanAccuracy").get("count").asInt()).isEqualTo(177);
        assertThat(all.broken(0)).isBetween((int) broken - 1, (int) broken);
        assertThat(some.evaluation(0).get("samples").asInt()).isEqualTo(30);
        assertThat(some.broken(0)).isLessThanOrEqualTo(all.broken(0));
        assertThat(one.exitCode()).isZero();
    }

    @Test
    void nothingOldStandsBesideAnError() throws IOException {
        Path output = folder.resolve("used twice");
        String[] fine = {
            "attack",
            "--model",
            EXAMPLE.resolve("models/pipeline.onnx").toString(),
            "--data",
            EXAMPLE.resolve("data/wine.csv").toString(),
            "--label-column",
            "cultivar",
            "--scale-columns",
            "--epsilon",
            "0.01",
            "--attack",
            "Fgsm",
            "--output",
            output.toString()
        };
        String[] wrong = fine.clone();
        wrong[2] = "none.onnx";
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("index.html"), "somebody's page");
        String[] elsewhere = fine.clone();
        elsewhere[elsewhere.length - 1] = foreign.toString();

        assertThat(Robustness.run(Robustness.commandLine(), fine)).isZero();
        assertThat(output.resolve("index.html")).exists();
        assertThat(Robustness.run(Robustness.commandLine(), wrong)).isEqualTo(2);
        assertThat(output.resolve("index.html")).doesNotExist();
        assertThat(Robustness.run(Robustness.commandLine(), elsewhere)).isEqualTo(2);
        assertThat(foreign.resolve("index.html")).hasContent("somebody's page");
    }

    /** Age, income and a ratio, which the model divides by itself: shares are no units of its normaliser. */
    @Test
    void columnsFarFromOneUnitAreNoReasonForDoubt() throws IOException {
        Random random = new Random(3);
        StringBuilder lines = new StringBuilder("age,income,ratio,risk\n");
        for (int i = 0; i < 120; i++) {
            int label = i % 3;
            lines.append("%.2f,%.1f,%.5f,%s%n"
                    .formatted(
                            40 + 12 * (label - 1) + 4 * random.nextGaussian(),
                            50_000 + 9000 * (label - 1) + 4000 * random.nextGaussian(),
                            0.3 + 0.1 * random.nextGaussian(),
                            List.of("low", "mid", "top").get(label)));
        }
        Path table = Files.writeString(folder.resolve("risk.csv"), lines);
        Path model = RiskModel.write(folder.resolve("risk.onnx"));
        String[] arguments = {
            "--model", model.toString(), "--data", table.toString(), "--label-column", "risk", "--attack", "Pgd"
        };
        Finished shares = run(with(arguments, "--scale-columns", "--epsilon", "0.02", "--max-success-rate", "0.3"));
        Finished raw = run(with(arguments, "--range", "0", "150000", "--epsilon", "0.02", "--max-success-rate", "0.3"));

        assertThat(shares.out()).contains("PASS").contains("All limits are met").doesNotContain("scaled-twice");
        assertThat(shares.err()).contains("Classes by the alphabet: low = 0, mid = 1, top = 2");
        assertThat(shares.exitCode()).isZero();
        assertThat(raw.out()).contains("Note: mixed-scales: ").contains("--scale-columns");
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void aFolderWithFilesOfOthersIsRefused() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("results-2024.json"), "{}");

        int exitCode = Robustness.run(
                Robustness.commandLine(),
                "attack",
                "--model",
                EXAMPLE.resolve("models/pipeline.onnx").toString(),
                "--data",
                EXAMPLE.resolve("data/wine.csv").toString(),
                "--label-column",
                "cultivar",
                "--scale-columns",
                "--epsilon",
                "0.01",
                "--output",
                mine.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(mine.resolve("results-2024.json")).hasContent("{}");
    }

    @Test
    void labelsFromOneAreSaid() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE.resolve("data/wine.csv"));
        Path table = Files.write(
                folder.resolve("from one.csv"),
                lines.stream()
                        .map(line -> line.endsWith("cultivar")
                                ? line
                                : line.substring(0, line.length() - 1) + (line.charAt(line.length() - 1) - '0' + 1))
                        .toList());
        String[] arguments = {
            "--model",
            EXAMPLE.resolve("models/pipeline.onnx").toString(),
            "--data",
            table.toString(),
            "--label-column",
            "cultivar",
            "--scale-columns",
            "--epsilon",
            "0.01",
            "--attack",
            "Fgsm"
        };
        String[] named = Arrays.copyOf(arguments, arguments.length + 2);
        named[arguments.length] = "--classes";
        named[arguments.length + 1] = "1,2,3";

        assertThat(run(arguments).err()).contains("Labels are 1 to 3").contains("--classes 1,2,3");
        assertThat(run(named).evaluation(0).get("cleanAccuracy").get("count").asInt())
                .isEqualTo(177);
    }

    @Test
    void asManySamplesOfEachClass() throws IOException {
        Finished some = onDigits("images", "--channels", "1", "--samples", "10");
        Finished none = onDigits("images", "--channels", "1", "--samples", "0");

        assertThat(some.evaluation(0).get("samples").asInt()).isEqualTo(10);
        assertThat(none.err()).contains("at least 1 has to be attacked");
    }

    @Test
    void targetedAttacksNameTheirTarget() throws IOException {
        Finished targeted = onDigits("images.idx", "--labels", digits + "/labels.idx", "--target", "9");

        assertThat(targeted.out()).contains("target=9");
        assertThat(targeted.evaluation(0).get("attack").get("target").asInt()).isEqualTo(9);
    }

    @Test
    void epsilonsAreFractionsToo() throws IOException {
        Finished both = onWine("--scale-columns", "--epsilon", "8/255,0.01", "--attack", "Fgsm");

        assertThat(both.evaluation(0).get("attack").get("epsilon").asDouble()).isEqualTo(8 / 255.0);
        assertThat(both.evaluation(1).get("attack").get("epsilon").asDouble()).isEqualTo(0.01);
    }

    @Test
    void classesAreNamedInAFileToo() throws IOException {
        Path names = Files.writeString(folder.resolve("classes.txt"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");

        Finished named = onDigits("images", "--channels", "1", "--classes-file", names.toString());
        Finished swapped = onDigits("images", "--channels", "1", "--classes", "1,0,2,3,4,5,6,7,8,9");

        assertThat(named.evaluation(0).get("cleanAccuracy").get("count").asInt())
                .isGreaterThan(
                        swapped.evaluation(0).get("cleanAccuracy").get("count").asInt());
    }

    @Test
    void aLimitThatIsMissedForCertainIsMissedWhateverTheAttackFound() throws IOException {
        Finished missed = onWine(
                "--scale-columns",
                "--epsilon",
                "0.2",
                "--attack",
                AttackCommandTests.class.getName() + "#lame",
                "--max-success-rate",
                "0.95",
                "--min-clean-accuracy",
                "1");

        assertThat(missed.out()).contains("Inconclusive: ").contains("Missed: ").contains("cleanAccuracy is 99.44 %");
        assertThat(missed.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --model none.onnx --data x.npy --range 0 1 --epsilon 1                   | There is no file none.onnx
                    --model net.pt --data x.npy --range 0 1 --epsilon 1                      | export the model as ONNX
                    --model pom.xml --data x.npy --range 0 1 --epsilon 1                     | is not a readable zip file
                    --model D/digits.zip --data D/none.csv --range 0 1 --epsilon 1           | There is no
                    --model D/digits.zip --data D/digits.zip --range 0 1 --epsilon 1         | What kind of file
                    --model D/digits.zip --data D/images.idx --range 0 1 --epsilon 0.1       | name it by --labels
                    --model D/digits.zip --data D/x.npy --labels D/y.npy --range 0 1 --epsilon 0.1 | outside the declared range
                    --model D/digits.zip --data D/images --range 0 1 --epsilon 0.1           | channels
                    --model D/digits.zip --data D/images --channels 2 --range 0 1 --epsilon 0.1 | 1 or 3 channels
                    --model D/digits.zip --data D/digits.csv --range 0 1 --divisor 255 --shape 1x28x28 --epsilon 0.1 --target 11 | The target class is 11
                    --model D/digits.zip --data D/images --channels 1 --epsilon 0.1          | The range of the input is not given
                    --model D/digits.zip --data D/images --channels 1 --range 1 0 --epsilon 1 | the smaller first
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 0 | is no epsilon
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon a | is no number
                    --model D/digits.zip --data D/images --channels 1 --range 0 1            | Missing required option: '--epsilon
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --attack Pdg | There is no attack 'Pdg'
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --norm L3 | L3
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --max-success-rate 5 | does not lie between 0 and 1
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --max-success-rate 10% | is no share
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --scale-columns --epsilon 1 | leave out --range
                    --model D/digits.zip --data D/images --channels 1 --scale-columns --epsilon 0.1 | is for tables
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --mean 0.5 --epsilon 1 | as many of both
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --mean 1,2 --std 1,2 --epsilon 1 | which have 1 channels
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 0.1 --label 3 | and not labels; leave label 3 out
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 0.1 --classes a,b | but the classes are [a, b]
                    --model D/digits.zip --data a.parquet --format parquet --range 0 1 --epsilon 1 | --execution spark
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --workers 0 | at least 1 worker
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --time-budget 0 | longer than nothing
                    --model D/digits.zip --data D/images --range 0 1 --epsilon 1 --execution spark --samples 5 | which --execution spark spares
                    --model D/digits.zip --data D/x.npy --labels D/y.npy --classes a,b --range 0 1 --epsilon 1 | --classes is not for data of the format NPY, whose options are --divisor, --labels
                    --model D/digits.zip --data D/digits.csv --labels D/y.npy --range 0 1 --epsilon 1 | --labels is not for data of the format CSV
                    --model D/digits.zip --data D/images --channels 1 --ignore a --range 0 1 --epsilon 1 | --ignore is not for data of the format IMAGES
                    --model D/digits.zip --data D/images --channels 1 --classes-file none.txt --range 0 1 --epsilon 1 | There is no file none.txt
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --range 0 2 --epsilon 1 | more than once
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --master local | --master is for --execution spark
                    --model D/digits.zip --data D/images --channels 1 --range 0 1 --epsilon 1 --attack GaussianNoise --min-robust-accuracy 0.1 | is for adversaries
                    --model D/digits.zip --data D/images --range 0 1 --epsilon 1 --colour red | Unknown options: '--colour'
                    """)
    void whatIsWrongIsSaidAndIsNoVerdict(String arguments, String message) throws IOException {
        Finished finished = run(Arrays.stream(arguments.split(" ", -1))
                .map(argument -> argument.startsWith("D/") ? digits + argument.substring(1) : argument)
                .toArray(String[]::new));

        assertThat(finished.err()).contains(message).doesNotContain("\tat ");
        assertThat(finished.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "attack --help", "help attack", "generate-completion", "--version"})
    void helpAndCompletionArePrinted(String arguments) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Robustness.commandLine().setOut(new PrintWriter(out, true));

        assertThat(Robustness.run(commandLine, arguments.split(" ", -1))).isZero();
        assertThat(out.toString()).containsIgnoringCase("robustness");
    }
}
