package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.EveryAttackTests.Case;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * Every attack on what changes nothing about a model: logits shifted, a class that can never win, another range, a mask, a budget, a
 * part of the samples. The model is a plane, so that it is known which samples can be broken.
 */
class AttackMatrixTests {

    private static final int FEATURES = 12;
    private static final int SAMPLES = 40;
    private static final Domain DOMAIN = Domain.range(-4, 4);
    private static final InputShape SHAPE = InputShape.flat(FEATURES);
    private static final Plane PLANE = Plane.random(FEATURES, 5);
    private static final Samples POINTS = PLANE.samples(SHAPE, SAMPLES, 1, 3);

    /** Every attack once, in the norm it is found first in. */
    static Stream<Case> quick() {
        List<String> seen = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        List<Case> all = new ArrayList<>(EveryAttackTests.attacks().toList());
        all.add(new Case(new UniformNoise(), Norm.L2));
        all.add(new Case(new Square(400), Norm.L2));
        for (Case attack : all) {
            String name = attack.attack().name() + (attack.attack() instanceof Square ? attack.norm() : "");
            if (!seen.contains(name)) {
                seen.add(name);
                cases.add(attack);
            }
        }
        return cases.stream();
    }

    static Stream<Case> all() {
        return EveryAttackTests.attacks();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void nothingThatChangesNothingMatters(Case attack) {
        assertMatrix(attack);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("all")
    void norInAnyOtherNorm(Case attack) {
        assertMatrix(attack);
    }

    /** Distances are summed here, in float64, and compared with epsilon itself. */
    @ParameterizedTest
    @MethodSource("quick")
    void pointsStayInTheBallWhateverTheRange(Case attack) {
        assertInside(attack, new double[] {1e-3, 1e5}, new double[] {0, 1e6});
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("all")
    void soTheyDoInAnyOtherNorm(Case attack) {
        assertInside(attack, new double[] {1e-3, 1, 255, 1e5, 1e6}, new double[] {0, -1, 1e6});
    }

    private static void assertInside(Case attack, double[] widths, double[] starts) {
        for (double width : widths) {
            for (double start : starts) {
                double from = (float) start;
                Domain domain = Domain.range(
                        from, Math.max(from + width, Math.nextUp((float) from) + 3 * Math.ulp((float) from)));
                Plane plane = PLANE.around(from + domain.width() / 2, 1 / domain.width());
                Samples samples = plane.samples(SHAPE, 12, 0.49 * domain.width(), 3);
                double spacing = 0;
                for (float value : samples.inputs().values()) {
                    spacing = Math.max(spacing, domain.spacing(value));
                }
                for (double epsilon : new double[] {spacing, 1.7 * spacing, 40 * spacing, 0.2 * domain.width()}) {
                    if (epsilon >= spacing && epsilon <= domain.width()) {
                        assertInside(attack, plane, samples, epsilon, domain);
                    }
                }
            }
        }
    }

    private static void assertInside(Case attack, Plane plane, Samples samples, double epsilon, Domain domain) {
        Norm norm = attack.norm();
        Found found = found(attack, plane, samples, norm, epsilon, domain);
        for (int i = 0; i < samples.size(); i++) {
            Candidate candidate = found.run().candidates().get(i);
            assertThat(candidate.defect()).isNull();
            assertThat(domain.contains(candidate.point())).isTrue();
            if (found.isBroken(i) || !attack.attack().traits().isMinimal()) {
                assertThat(distance(samples.input(i), candidate.point(), norm))
                        .as("%s, epsilon %s in %s", attack, epsilon, domain)
                        .isLessThanOrEqualTo(epsilon * (1 + 1e-6));
            }
        }
    }

    private static double distance(float[] clean, float[] point, Norm norm) {
        double sum = 0;
        double largest = 0;
        for (int f = 0; f < clean.length; f++) {
            double change = Math.abs((double) point[f] - clean[f]);
            sum += norm == Norm.L2 ? change * change : change;
            largest = Math.max(largest, change);
        }
        return norm == Norm.LINF ? largest : norm == Norm.L2 ? Math.sqrt(sum) : sum;
    }

    private static void assertMatrix(Case attack) {
        Norm norm = attack.norm();
        double epsilon = median(norm, DOMAIN);
        Found plain = found(attack, PLANE, POINTS, norm, epsilon, DOMAIN);
        plain.assertOnlyWhatCanBeBroken(epsilon, DOMAIN);
        assertThat(plain.count()).as("%s", attack).isPositive();

        for (float shift : new float[] {1e5f, -1e5f}) {
            assertThat(found(attack, PLANE.shifted(shift), POINTS, norm, epsilon, DOMAIN)
                            .count())
                    .as("%s with logits shifted by %s", attack, shift)
                    .isBetween(plain.count() - SPACING_EXPLAINS, plain.count() + 1);
        }
        for (float[] impossible : new float[][] {{-1e9f}, {-1e9f, -1e9f, -1e30f}}) {
            assertThat(found(attack, PLANE.withImpossible(impossible), POINTS, norm, epsilon, DOMAIN)
                            .count())
                    .as("%s with %s classes that cannot win", attack, impossible.length)
                    .isBetween(plain.count() - 1, plain.count() + 1);
        }
        for (double times : new double[] {1e-3, 1e3}) {
            Domain range = Domain.range(-4 * times, 4 * times);
            Plane plane = PLANE.around(0, 1 / times);
            Samples points = plane.samples(SHAPE, SAMPLES, times, 3);
            assertThat(found(attack, plane, points, norm, times * epsilon, range)
                            .count())
                    .as("%s with a range %s times as wide", attack, times)
                    .isBetween(plain.count() - 1, plain.count() + 1);
        }
        assertMasked(attack, norm);
        AttackRun hurried = attack.attack()
                .run(
                        PLANE,
                        POINTS,
                        ThreatModel.untargeted(norm, epsilon, DOMAIN),
                        RunOptions.seed(3).withQueryBudget(7));
        assertThat(hurried.candidates()).allMatch(candidate -> candidate.forwardEvaluations() <= 7);
        Samples part = POINTS.where(i -> i % 3 == 1);
        assertThat(found(attack, PLANE, part, norm, epsilon, DOMAIN).points())
                .usingRecursiveComparison()
                .isEqualTo(plain.at(part));
    }

    /** At 1e5 two float32 values are 0.0078 apart, and eight of them are a margin that may be rounding: some 1 % of epsilon here. */
    private static final int SPACING_EXPLAINS = 3;

    private static void assertMasked(Case attack, Norm norm) {
        boolean[] mutable = new boolean[FEATURES];
        for (int feature : new int[] {1, 4, 6, 7, 11}) {
            mutable[feature] = true;
        }
        Domain masked = DOMAIN.withMutable(mutable);
        double epsilon = median(norm, masked);
        Found found = found(attack, PLANE, POINTS, norm, epsilon, masked);

        found.assertOnlyWhatCanBeBroken(epsilon, masked);
        assertThat(found.count()).as("%s with a mask", attack).isPositive();
        for (Candidate candidate : found.run().candidates()) {
            float[] clean = POINTS.input(candidate.index());
            for (int feature = 0; feature < FEATURES; feature++) {
                assertThat(mutable[feature] || candidate.point()[feature] == clean[feature])
                        .as("%s leaves feature %s alone", attack, feature)
                        .isTrue();
            }
        }
    }

    private static double median(Norm norm, Domain domain) {
        double[] distances = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            distances[i] = PLANE.distance(POINTS.input(i), norm, domain);
        }
        Arrays.sort(distances);
        return distances[SAMPLES / 2];
    }

    private static Found found(Case attack, Plane plane, Samples samples, Norm norm, double epsilon, Domain domain) {
        ThreatModel threat = ThreatModel.untargeted(norm, epsilon, domain);
        return new Found(attack.attack().run(plane, samples, threat, RunOptions.seed(3)), samples, threat, plane);
    }

    /** What an attack found, confirmed by the model. */
    private record Found(AttackRun run, Samples samples, ThreatModel threat, Plane plane) {

        boolean isBroken(int position) {
            float[] point = run.candidates().get(position).point();
            int label = samples.label(position);
            return (plane.value(point) > 0) != (label == 1)
                    && threat.around(samples.input(position)).contains(point);
        }

        int count() {
            int count = 0;
            for (int i = 0; i < samples.size(); i++) {
                count += isBroken(i) ? 1 : 0;
            }
            return count;
        }

        List<float[]> points() {
            return run.candidates().stream().map(Candidate::point).toList();
        }

        List<float[]> at(Samples part) {
            List<float[]> points = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                points.add(run.candidates().get(part.index(i)).point());
            }
            return points;
        }

        void assertOnlyWhatCanBeBroken(double epsilon, Domain domain) {
            Norm norm = ((Perturbation.Ball) threat.perturbation()).norm();
            for (int i = 0; i < samples.size(); i++) {
                assertThat(isBroken(i) && plane.distance(samples.input(i), norm, domain) > epsilon * 1.00001)
                        .isFalse();
            }
        }
    }
}
