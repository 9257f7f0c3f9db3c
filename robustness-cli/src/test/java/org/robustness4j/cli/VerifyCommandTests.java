package org.robustness4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.TestedModel;
import picocli.CommandLine;

/** Properties of the network for wines, around the middle of its standardised inputs. */
class VerifyCommandTests {

    private static final Path MODELS = Path.of("../examples/onnx/models");
    private static final int FEATURES = 13;
    private static final int CLASSES = 3;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int verify(String... arguments) {
        CommandLine commandLine =
                Robustness.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Robustness.run(commandLine, all);
    }

    /** That the class of the middle is the largest, or the smallest, in a small box. */
    private String property(String name, String relation) throws IOException {
        float[] middle = new float[FEATURES];
        int predicted = TestedModel.of(MODELS.resolve("wine.onnx"))
                .model()
                .classifier(InputShape.flat(FEATURES))
                .logits(new Matrix(1, FEATURES, middle))
                .argMax(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < FEATURES; i++) {
            text.append("(declare-const X_").append(i).append(" Real)\n");
            text.append("(assert (>= X_").append(i).append(" -0.001))\n");
            text.append("(assert (<= X_").append(i).append(" 0.001))\n");
        }
        StringBuilder others = new StringBuilder();
        for (int k = 0; k < CLASSES; k++) {
            text.append("(declare-const Y_").append(k).append(" Real)\n");
            if (k != predicted) {
                others.append(" (")
                        .append(relation)
                        .append(" Y_")
                        .append(k)
                        .append(" Y_")
                        .append(predicted)
                        .append(")");
            }
        }
        text.append("(assert (or").append(others).append("))\n");
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void propertiesAreProvedOrBroken() throws IOException {
        String model = MODELS.resolve("wine.onnx").toString();
        String holds = property("holds.vnnlib", ">=");
        String fails = property("fails.vnnlib", "<=");

        int exitCode = verify(model, holds);
        assertThat(exitCode).as(out.toString()).isZero();
        assertThat(out.toString()).startsWith("proved   holds.vnnlib");
        assertThat(verify(model, holds, fails, "--timeout", "5")).isEqualTo(1);
        assertThat(out.toString()).contains("broken   fails.vnnlib", "  X = ", "  Y = ");
    }

    @Test
    void whatCannotBeVerifiedIsSaid() throws IOException {
        String property = property("one.vnnlib", ">=");
        assertThat(verify(MODELS.resolve("pipeline.onnx").toString(), property)).isEqualTo(2);
        assertThat(out.toString()).contains("the model ends in a function, such as softmax");
        assertThat(verify(MODELS.resolve("wine.onnx").toString(), "nothing.vnnlib"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("The property nothing.vnnlib cannot be read");
        assertThat(verify(MODELS.resolve("wine.onnx").toString(), property, "--timeout", "0"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("--timeout is a positive number of seconds");
    }
}
