package org.robustness4j.attack.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.internal.concurrent.Crew;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.Window;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Workers that are left without a sample help to compute those of the others, and change nothing of what is found. */
class FewSamplesTests {

    private static final int SIZE = 64;
    private static final int CHANNELS = 32;
    private static final InputShape SHAPE = InputShape.ofBatch(new long[] {1, 3, SIZE, SIZE}, false);
    private static final Pgd ATTACK = new Pgd(3, StepSize.ofEpsilon(0.3), 1);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.001, Domain.range(0, 1));

    private final Random random = new Random(5);
    private final AtomicInteger most = new AtomicInteger();
    private final DifferentiableClassifier network = new Watched(new CompiledBackend().compile(network()));

    @Test
    void workersWithoutASampleHelp() {
        for (int samples : new int[] {1, 2, 3}) {
            Samples few = samples(samples);
            AttackRun alone = ATTACK.run(network, few, THREAT, RunOptions.seed(3));
            assertThat(most.getAndSet(0)).isEqualTo(1);

            AttackRun together = ATTACK.run(network, few, THREAT, new RunOptions(3, 4));

            assertThat(most.getAndSet(0)).isGreaterThan(1);
            assertThat(together.candidates()).usingRecursiveComparison().isEqualTo(alone.candidates());
        }
    }

    @Test
    void aMonitorIsToldOfEachSampleOnceByTheCallingThread() {
        List<Integer> positions = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        Thread caller = Thread.currentThread();
        AttackMonitor monitor = new AttackMonitor() {
            @Override
            public void progressed(Progress progress) {}

            @Override
            public void found(int position, Candidate candidate) {
                assertThat(Thread.currentThread()).isSameAs(caller);
                positions.add(position);
                candidates.add(candidate);
            }
        };

        AttackRun run = ATTACK.run(network, samples(3), THREAT, new RunOptions(3, 2), monitor);

        assertThat(positions).containsExactlyInAnyOrder(0, 1, 2);
        for (int i = 0; i < positions.size(); i++) {
            assertThat(candidates.get(i)).isSameAs(run.candidates().get(positions.get(i)));
        }
    }

    private Samples samples(int count) {
        Matrix inputs = new Matrix(count, SHAPE.features(), random(count * SHAPE.features(), 0.5f, 0.5f));
        Matrix logits = network.logits(inputs);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = logits.argMax(i);
        }
        return new Samples(SHAPE, inputs, labels);
    }

    private Network network() {
        Network.Builder builder = new Network.Builder(new FeatureShape(3, SIZE, SIZE));
        Window window = new Window(Axis.valid(SIZE, 3, 1, 1, 1), Axis.valid(SIZE, 3, 1, 1, 1));
        int from = 0;
        for (int channels : new int[] {3, CHANNELS}) {
            float[] weights = random(CHANNELS * channels * 9, 0.1f, 0);
            int convolution = builder.add(
                    new Operation.Convolution(window, 1, weights, random(CHANNELS, 0.1f, 0)), List.of(from));
            from = builder.add(new Operation.Activation(new Rectifier(0)), List.of(convolution));
        }
        int mean = builder.add(new Operation.GlobalPooling(Operation.Pool.AVERAGE), List.of(from));
        builder.add(new Operation.Dense(random(CHANNELS * 4, 0.5f, 0), random(4, 0.1f, 0)), List.of(mean));
        return builder.build();
    }

    private float[] random(int count, float scale, float shift) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * (2 * random.nextFloat() - 1) + shift;
        }
        return values;
    }

    /** Notes how many threads there are for a pass. */
    private final class Watched implements DifferentiableClassifier {

        private final DifferentiableClassifier classifier;

        Watched(DifferentiableClassifier classifier) {
            this.classifier = classifier;
        }

        @Override
        public int classes() {
            return classifier.classes();
        }

        @Override
        public OptionalInt preferredBatch() {
            return classifier.preferredBatch();
        }

        @Override
        public Matrix logits(Matrix batch) {
            most.accumulateAndGet(Crew.hands(), Math::max);
            return classifier.logits(batch);
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            most.accumulateAndGet(Crew.hands(), Math::max);
            return classifier.forward(batch);
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Watched(classifier.fork());
        }
    }
}
