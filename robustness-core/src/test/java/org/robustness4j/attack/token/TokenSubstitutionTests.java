package org.robustness4j.attack.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Where all points can be listed, what is there is known. */
class TokenSubstitutionTests {

    private static final int WIDE = 1000;

    /** Samples of random indices, labelled as the network sees them. */
    static Samples samples(Classifier network, long seed, int count, int vocabulary, InputShape shape) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] values = new float[count * shape.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(vocabulary);
        }
        Matrix inputs = new Matrix(count, shape.features(), values);
        int[] labels = IntStream.range(0, count)
                .map(i -> largest(network.logits(inputs.rows(i, i + 1)).row(0)))
                .toArray();
        return new Samples(shape, inputs, labels);
    }

    static int largest(float[] logits) {
        int largest = 0;
        for (int j = 1; j < logits.length; j++) {
            largest = logits[j] > logits[largest] ? j : largest;
        }
        return largest;
    }

    /** Whether any point of the budget is what the adversary wants: all of them are tried. */
    static boolean canBeBroken(Classifier network, float[] clean, int label, ThreatModel threatModel, int budget) {
        return canBeBroken(network, clean, clean.clone(), 0, label, threatModel, budget);
    }

    private static boolean canBeBroken(
            Classifier network, float[] clean, float[] point, int from, int label, ThreatModel threat, int budget) {
        if (threat.isReached(
                label,
                largest(network.logits(new Matrix(1, point.length, point)).row(0)))) {
            return true;
        }
        for (int position = from; budget > 0 && position < clean.length; position++) {
            if (!threat.domain().isMutable(position)) {
                continue;
            }
            for (int index : threat.domain().substitutes((int) clean[position])) {
                float[] next = point.clone();
                next[position] = index;
                if (canBeBroken(network, clean, next, position + 1, label, threat, budget - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Share(int possible, int found) {}

    /** Of the samples that can be broken, as all points show, those that the attack breaks. */
    private static Share share(Attack attack, boolean withGradients, int networks, int budget, int vocabulary) {
        int length = 5;
        int possible = 0;
        int found = 0;
        for (int seed = 0; seed < networks; seed++) {
            TinyTokenNetwork network = TinyTokenNetwork.random(seed, vocabulary, length, 3);
            ThreatModel threat = ThreatModel.untargeted(Norm.L0, budget, Domain.tokens(vocabulary));
            Samples samples = samples(network, seed, 5, vocabulary, InputShape.flat(length));
            AttackRun run = attack.run(withGradients ? network : network.scores(), samples, threat, RunOptions.seed(1));
            for (int i = 0; i < samples.size(); i++) {
                boolean isThere = canBeBroken(network, samples.input(i), samples.label(i), threat, budget);
                assertThat(isThere || !run.candidates().get(i).claimed()).isTrue();
                assertThat(threat.around(samples.input(i))
                                .contains(run.candidates().get(i).point()))
                        .isTrue();
                possible += isThere ? 1 : 0;
                found += run.candidates().get(i).claimed() ? 1 : 0;
            }
        }
        return new Share(possible, found);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 8", "2, 3", "2, 5"})
    void aWideBeamFindsWhateverThereIs(int budget, int vocabulary) {
        TokenSubstitution wide = new TokenSubstitution(WIDE, WIDE);

        Share byGradients = share(wide, true, 20, budget, vocabulary);
        Share byScores = share(wide, false, 20, budget, vocabulary);

        assertThat(byGradients.possible()).isPositive();
        assertThat(byGradients.found()).isEqualTo(byGradients.possible());
        assertThat(byScores.found()).isEqualTo(byScores.possible());
    }

    /** The figures of docs/attacks.md. */
    @Test
    void theDefaultsFindNearlyAllOnRandomNetworks() {
        Share byGradients = share(new TokenSubstitution(), true, 200, 2, 20);
        Share byScores = share(new TokenSubstitution(), false, 200, 2, 20);
        Share ofOnePosition = share(new TokenSubstitution(), true, 200, 1, 60);

        assertThat(byGradients).isEqualTo(new Share(926, 922));
        assertThat(byScores).isEqualTo(new Share(926, 925));
        assertThat(ofOnePosition).isEqualTo(new Share(819, 812));
    }

    @Test
    void aTargetIsFoundWhereverOneIs() {
        int vocabulary = 5;
        int possible = 0;
        for (int seed = 0; seed < 20; seed++) {
            TinyTokenNetwork network = TinyTokenNetwork.random(seed, vocabulary, 4, 3);
            ThreatModel threat = ThreatModel.targeted(1, Norm.L0, 2, Domain.tokens(vocabulary));
            Samples samples = samples(network, seed, 8, vocabulary, InputShape.flat(4));
            AttackRun run = new TokenSubstitution(WIDE, WIDE).run(network, samples, threat, RunOptions.seed(1));
            for (int i = 0; i < samples.size(); i++) {
                boolean isThere = canBeBroken(network, samples.input(i), samples.label(i), threat, 2);
                assertThat(run.candidates().get(i).claimed()).isEqualTo(isThere || samples.label(i) == 1);
                possible += isThere ? 1 : 0;
            }
        }
        assertThat(possible).isPositive();
    }

    /** A linear network: each substitution adds a known amount, so that the best pair is known too. */
    @Test
    void theFirstOrderGainOfALinearNetworkIsItsGain() {
        TinyTokenNetwork network = TinyTokenNetwork.random(3, 50, 6, 2);
        float[] clean = {1, 2, 3, 4, 5, 6};
        Matrix batch = new Matrix(1, 6, clean);
        float[] gradient = network.embedded(batch)
                .backward(new Matrix(1, 2, new float[] {1, -1}))
                .values();
        double step = 1e-3;
        for (int k = 0; k < gradient.length; k++) {
            int token = (int) clean[k / 4];
            double up = shifted(network, token, k, step, batch);
            double down = shifted(network, token, k, -step, batch);
            assertThat((double) gradient[k])
                    .isCloseTo((up - down) / (2 * step), org.assertj.core.data.Offset.offset(2e-3));
        }
    }

    /** The difference of the logits where one entry of the table is another; each index occurs once. */
    private static double shifted(TinyTokenNetwork network, int token, int k, double by, Matrix batch) {
        float[] values = network.table().values().clone();
        values[token * 4 + k % 4] += (float) by;
        TinyTokenNetwork other = new TinyTokenNetwork(
                new org.robustness4j.model.internal.EmbeddingTable(4, values),
                network.positions(),
                network.hidden(),
                network.output(),
                network.bias());
        Matrix logits = other.logits(batch);
        return (double) logits.get(0, 0) - logits.get(0, 1);
    }

    @Test
    void whatMayNotChangeDoesNotAndPaddingIsNeverPutAnywhere() {
        int vocabulary = 6;
        InputShape shape = new InputShape(Layout.NCW, 1, 1, 5).withMask();
        TinyTokenNetwork network = TinyTokenNetwork.random(1, vocabulary, 5, 3);
        RandomGenerator random = new SplittableRandom(9);
        float[] values = new float[40 * 10];
        for (int i = 0; i < 40; i++) {
            for (int t = 0; t < 5; t++) {
                values[i * 10 + t] = random.nextInt(vocabulary);
                values[i * 10 + 5 + t] = t < 3 ? 1 : 0;
            }
        }
        boolean[] mutable = {true, false, true, true, true};
        Map<Integer, List<Integer>> synonyms =
                Map.of(0, List.of(1), 1, List.of(2, 3), 2, List.of(0, 5), 3, List.of(4, 2), 4, List.of(1));
        for (Domain domain : List.of(
                Domain.tokens(vocabulary).withPadding(0),
                Domain.tokens(vocabulary).withPadding(2).withSubstitutes(1, 2, 4),
                Domain.tokens(vocabulary).withSubstitutes(synonyms))) {
            ThreatModel threat = ThreatModel.untargeted(Norm.L0, 2, domain.withMutable(mutable));
            Samples samples = new Samples(shape, new Matrix(40, 10, values), new int[40]);
            AttackRun run = new TokenSubstitution().run(network, samples, threat, RunOptions.seed(1));
            for (int i = 0; i < samples.size(); i++) {
                float[] clean = samples.input(i);
                float[] point = run.candidates().get(i).point();
                for (int k = 0; k < clean.length; k++) {
                    boolean mayChange = k == 0 || k == 2;
                    assertThat(point[k] == clean[k] || (mayChange && domain.isSubstitute(clean[k], point[k])))
                            .as("sample %s, value %s: %s to %s", i, k, clean[k], point[k])
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aRunIsTheSameAgainAndAsOftenAsTheSeedSays() {
        TinyTokenNetwork network = TinyTokenNetwork.random(5, 400, 6, 3);
        ThreatModel threat = ThreatModel.untargeted(Norm.L0, 2, Domain.tokens(400));
        Samples samples = samples(network, 5, 12, 400, InputShape.flat(6));

        Attack attack = Attack.worstOf(new TokenSubstitution(1, 1), new TokenSubstitution(2, 4).restarts(2));
        List<float[]> first = points(attack.run(network.scores(), samples, threat, RunOptions.seed(1)));
        List<float[]> again = points(
                attack.run(network.scores(), samples, threat, RunOptions.seed(1).withWorkers(2)));

        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        assertThat(attack.run(network, samples, threat, RunOptions.seed(1)).gradientEvaluations())
                .isPositive();
    }

    private static List<float[]> points(AttackRun run) {
        return run.candidates().stream().map(Candidate::point).toList();
    }

    @Test
    void theExampleOfTheClassRuns() {
        TinyTokenNetwork classifier = TinyTokenNetwork.random(1, 1000, 5, 3);
        Samples samples = samples(classifier, 1, 4, 1000, InputShape.flat(5));

        ThreatModel twoWords =
                ThreatModel.untargeted(Norm.L0, 2, Domain.tokens(1000).withPadding(0));
        AttackRun run = new TokenSubstitution().run(classifier, samples, twoWords, RunOptions.seed(1));

        assertThat(run.candidates()).hasSize(4);
    }

    @Test
    void attacksThatAreNotMadeForPositionsSaySoBeforeTheFirstSample() {
        TinyTokenNetwork network = TinyTokenNetwork.random(1, 6, 5, 3);
        Samples samples = samples(network, 1, 2, 6, InputShape.flat(5));
        ThreatModel positions = ThreatModel.untargeted(Norm.L0, 2, Domain.tokens(6));

        assertThatThrownBy(() -> new Pgd().run(network, samples, positions, RunOptions.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pgd is not made for the norm L0, which counts the positions that change; for indices use"
                        + " TokenSubstitution, for other values the norm LINF, L2 or L1");
        assertThatThrownBy(() -> new Square()
                        .run(
                                network,
                                samples,
                                ThreatModel.untargeted(Norm.LINF, 2, Domain.tokens(6)),
                                RunOptions.seed(1)))
                .hasMessage("The model takes indices, along which there is no gradient and no distance, so that Square"
                        + " cannot go LINF 2 far; use TokenSubstitution with the norm L0, whose epsilon is the number of"
                        + " positions that may change");
        assertThatThrownBy(() -> new Pgd()
                        .run(
                                network,
                                samples,
                                ThreatModel.untargeted(Norm.LINF, 2, Domain.range(0, 5)),
                                RunOptions.seed(1)))
                .hasMessage("The model takes indices of a vocabulary of 6, but the range [0, 5] is one of other values;"
                        + " declare Domain.tokens(6)");
        assertThatThrownBy(() -> new TokenSubstitution()
                        .run(
                                network,
                                samples,
                                ThreatModel.untargeted(Norm.L0, 2, Domain.tokens(9)),
                                RunOptions.seed(1)))
                .hasMessage("The indices 0 to 8 are declared, but the model knows only 6; declare Domain.tokens(6)");
    }

    @Test
    void noiseSubstitutesAsManyPositions() {
        TinyTokenNetwork network = TinyTokenNetwork.random(1, 6, 5, 3);
        Samples samples = samples(network, 1, 20, 6, InputShape.flat(5));
        ThreatModel threat = ThreatModel.untargeted(Norm.L0, 2, Domain.tokens(6));

        AttackRun run = new UniformNoise(1).run(network, samples, threat, RunOptions.seed(1));

        for (int i = 0; i < samples.size(); i++) {
            assertThat(Norm.L0.distance(
                            samples.input(i), run.candidates().get(i).point()))
                    .isEqualTo(2);
        }
    }
}
