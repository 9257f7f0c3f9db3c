package org.robustness4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.Classifier;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** How the time of PGD on the reference MNIST network grows with samples, steps and epsilons; two workers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class GrowthBenchmark {

    private static final Domain PIXELS = Domain.range(0, 1);

    /** The network. */
    @State(Scope.Benchmark)
    public static class Model {

        private static final int MOST = 4000;

        private final Samples samples = ReferenceData.mnist(MOST);
        private final Classifier classifier =
                Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(samples.shape());

        private long gradients(int images, int steps, double epsilon) {
            return new Pgd(steps, StepSize.ofEpsilon(0.1), 1)
                    .run(
                            classifier,
                            samples.where(i -> i < images),
                            ThreatModel.untargeted(Norm.LINF, epsilon, PIXELS),
                            new RunOptions(1, 2))
                    .gradientEvaluations();
        }
    }

    /** The number of images. */
    @State(Scope.Benchmark)
    public static class Images {
        @Param({"250", "500", "1000", "2000", "4000"})
        public int images;
    }

    /** The number of steps. */
    @State(Scope.Benchmark)
    public static class Steps {
        @Param({"10", "20", "40", "80"})
        public int steps;
    }

    /** The number of epsilons: 0.1 divided by 1, 2, 3 and so on. */
    @State(Scope.Benchmark)
    public static class Epsilons {
        @Param({"1", "2", "4"})
        public int epsilons;
    }

    @Benchmark
    public long images(Model model, Images images) {
        return model.gradients(images.images, 40, 0.1);
    }

    @Benchmark
    public long steps(Model model, Steps steps) {
        return model.gradients(1000, steps.steps, 0.1);
    }

    /** One attack for each epsilon. */
    @Benchmark
    public long epsilons(Model model, Epsilons epsilons) {
        long gradients = 0;
        for (int i = 1; i <= epsilons.epsilons; i++) {
            gradients += model.gradients(1000, 40, 0.1 / i);
        }
        return gradients;
    }
}
