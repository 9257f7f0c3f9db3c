package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** A process with neither ONNX Runtime nor Deeplearning4j on its class path. */
@Timeout(120)
class WithoutRuntimeTests {

    @TempDir
    private Path folder;

    private static TestGraph dense() {
        return new TestGraph(3, 0, 4).weights("w", 4, 3).weights("b", 3).node("Gemm", "x w b", "l");
    }

    @Test
    void theCompiledGraphConfirmsItselfAndSaysSo() throws Exception {
        String said = attacked(dense().node("Softmax", "l", "y").output("y").write(folder));

        assertThat(said)
                .contains("compiled, without ONNX Runtime; attacks: compiled", "8 samples, broken: ")
                .contains("is confirmed by the arithmetic that found it")
                .doesNotContain("broken: 0");
    }

    @Test
    void anOperatorThatIsNotKnownIsAnError() throws Exception {
        String said = attacked(dense().node("Round", "l", "y").output("y").write(folder));

        assertThat(said)
                .contains("The model has operators that are not known here: Node 'Round1' (Round)")
                .contains("With com.microsoft.onnxruntime:onnxruntime on the class path");
    }

    private static String attacked(Path file) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String without = Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(entry ->
                        !entry.contains("onnxruntime") && !entry.contains("deeplearning4j") && !entry.contains("nd4j"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        without,
                        Attacked.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What the process does. */
    static final class Attacked {

        private Attacked() {}

        public static void main(String[] arguments) {
            TestedModel model = TestedModel.of(Path.of(arguments[0])).range(0, 1);
            float[] values = new float[32];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.5 + 0.5 * Math.sin(i));
            }
            Matrix inputs = new Matrix(8, 4, values);
            int[] labels = new int[8];
            RunOptions options = RunOptions.seed(1);
            Samples samples = new Samples(InputShape.flat(4), inputs, labels);
            AttackEvaluation evaluation = new RobustnessEvaluator(model, samples, options)
                    .evaluate(new Pgd(), ThreatModel.untargeted(Norm.LINF, 0.9, model.domain()), options);
            System.out.println(evaluation.model().identity().backend());
            System.out.println(
                    samples.size() + " samples, broken: " + evaluation.broken().size());
        }
    }
}
