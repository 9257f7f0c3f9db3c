package org.robustness4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole process that attacks a few random images of a network in a file: how long until it is ready for attacks, and
 * until one step is verified; and, on Linux, the largest resident memory.
 */
public final class StartProcess {

    private static final Logger LOG = LoggerFactory.getLogger(StartProcess.class);

    private StartProcess() {}

    /**
     * Runs with two workers.
     *
     * @param arguments the file, the width of its square images of three colours, 224 unless given, and their number, 4
     *     unless given
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int width = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 224;
        int images = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        long start = ProcessFigures.start();
        RunOptions options = new RunOptions(1, 2);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(file).range(0, 1), images(width, images, new int[images]), options);
        long ready = System.currentTimeMillis();
        evaluator
                .on(images(width, images, evaluator.cleanPredictions()))
                .evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.01, evaluator.domain()), options);
        LOG.info(
                "{}, {} images: {} ms until it is ready, {} ms until one step is verified; {}",
                file.getFileName(),
                images,
                ready - start,
                System.currentTimeMillis() - start,
                ProcessFigures.memory());
    }

    private static Samples images(int width, int count, int[] labels) {
        InputShape shape = InputShape.ofBatch(new long[] {count, 3, width, width}, false);
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count * shape.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Samples(shape, new Matrix(count, shape.features(), values), labels);
    }
}
