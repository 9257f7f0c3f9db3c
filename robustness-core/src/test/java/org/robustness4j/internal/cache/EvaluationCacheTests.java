package org.robustness4j.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

class EvaluationCacheTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.05, PIXELS);
    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final Samples SAMPLES = LinearModel.samples(40);

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private int measurements;

    @Test
    void aHitIsTheSameEvaluation() {
        CachedEvaluation first = get(key(new Pgd()));
        CachedEvaluation second = get(key(new Pgd()));

        assertThat(first.fromCache()).isFalse();
        assertThat(second.fromCache()).isTrue();
        assertThat(measurements).isEqualTo(1);
        requireSame(second.evaluation(), first.evaluation());
        assertThat(second.evaluation().cost().wallTime())
                .isEqualTo(first.evaluation().cost().wallTime());
        assertThat(first.evaluation().broken().size()).isPositive();
        assertThat(warnings).isEmpty();
    }

    /** Entries of earlier builds are made otherwise: reading one could give another evaluation. */
    @Test
    void whatAnEarlierBuildKeptIsMissedAndNotMisread() throws Exception {
        CachedEvaluation first = get(key(new Pgd()));
        String now = key(new Pgd()).hex();
        String before = key(new Pgd()).hex("robustness4j evaluation 3");
        assertThat(before).isNotEqualTo(now);
        for (String kind : List.of(".npz", ".evaluation")) {
            Files.move(folder.resolve(now + kind), folder.resolve(before + kind));
        }

        CachedEvaluation second = get(key(new Pgd()));
        assertThat(second.fromCache()).isFalse();
        assertThat(measurements).isEqualTo(2);
        assertThat(warnings).isEmpty();
        requireSame(second.evaluation(), first.evaluation());
    }

    /** However an entry of another layout came there. */
    @Test
    void anEntryOfAnotherLayoutIsMeasuredAnew() throws Exception {
        get(key(new Pgd()));
        Path entry = folder.resolve(key(new Pgd()).hex() + ".evaluation");
        String json = Files.readString(entry).substring(64).replaceFirst("\"blockSize\":", "\"blocks\":");
        Files.writeString(entry, new ContentHash().add(json).hex() + json);

        assertThat(get(key(new Pgd())).fromCache()).isFalse();
        assertThat(warnings).singleElement().asString().contains("cannot be used, and is measured anew");
    }

    @Test
    void fakeImagesAreKeptToo() {
        CacheKey key = new CacheKey(evaluator(), new FakeImage(), ThreatModel.fake(1, PIXELS), 5, OPTIONS);

        CachedEvaluation first = get(key);
        CachedEvaluation second = get(key);
        assertThat(second.fromCache()).as("%s", warnings).isTrue();
        requireSame(second.evaluation(), first.evaluation());
    }

    @Test
    void theNumberOfWorkersIsNoPartOfTheKey() throws Exception {
        assertThat(new CacheKey(evaluator(), new Pgd(), THREAT, 0, OPTIONS.withWorkers(4)).hex())
                .isEqualTo(key(new Pgd()).hex());
    }

    @Test
    void whateverDecidesAnEvaluationChangesTheKey() throws Exception {
        float[] changed = SAMPLES.inputs().values().clone();
        changed[7] = Math.nextUp(changed[7]);
        int[] labels = new int[SAMPLES.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = SAMPLES.label(i);
        }
        List<CacheKey> keys = List.of(
                key(new Pgd()),
                key(new Pgd(40, StepSize.ofEpsilon(0.25), 4)),
                key(new Bim()),
                key(new Pgd().restarts(2)),
                key(Attack.worstOf(new Fgsm(), new Pgd())),
                key(Attack.worstOf(new Fgsm(), new Own(1))),
                key(new Own(1)),
                key(new Own(2)),
                new CacheKey(evaluator(), new Pgd(), ThreatModel.untargeted(Norm.LINF, 0.06, PIXELS), 0, OPTIONS),
                new CacheKey(evaluator(), new Pgd(), ThreatModel.untargeted(Norm.L2, 0.05, PIXELS), 0, OPTIONS),
                new CacheKey(evaluator(), new Pgd(), ThreatModel.targeted(1, Norm.LINF, 0.05, PIXELS), 0, OPTIONS),
                new CacheKey(
                        evaluator(),
                        new Pgd(),
                        ThreatModel.untargeted(Norm.LINF, 0.05, PIXELS.withMutable(new boolean[16])),
                        0,
                        OPTIONS),
                new CacheKey(evaluator(), new Pgd(), THREAT, 0, RunOptions.seed(2)),
                new CacheKey(evaluator(), new Pgd(), THREAT, 0, OPTIONS.within(Duration.ofSeconds(9))),
                new CacheKey(evaluator(new LinearModel(0, "cd".repeat(32)), SAMPLES), new Pgd(), THREAT, 0, OPTIONS),
                new CacheKey(
                        evaluator(new LinearModel(1e-3f, LinearModel.UNBIASED.sha256()), SAMPLES),
                        new Pgd(),
                        THREAT,
                        0,
                        OPTIONS),
                new CacheKey(
                        evaluator(
                                LinearModel.UNBIASED,
                                new Samples(SAMPLES.shape(), new Matrix(40, 16, changed), labels)),
                        new Pgd(),
                        THREAT,
                        0,
                        OPTIONS),
                new CacheKey(
                        evaluator(LinearModel.UNBIASED, SAMPLES.where(i -> i != 3)), new Pgd(), THREAT, 0, OPTIONS));

        Set<String> hashes = new HashSet<>();
        for (CacheKey key : keys) {
            hashes.add(key.hex());
        }
        assertThat(hashes).hasSameSizeAs(keys);
    }

    @Test
    void aDamagedEntryIsAWarningAndMeasuredAnew() throws IOException {
        for (String kind : List.of(".npz", ".evaluation")) {
            CachedEvaluation first = get(key(new Pgd()));
            Path file;
            try (var files = Files.list(folder)) {
                file = files.filter(path -> path.toString().endsWith(kind))
                        .findFirst()
                        .orElseThrow();
            }
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] = (byte) (bytes[bytes.length / 2] ^ 1);
            Files.write(file, bytes);
            warnings.clear();

            CachedEvaluation second = get(key(new Pgd()));
            assertThat(second.fromCache()).isFalse();
            requireSame(second.evaluation(), first.evaluation());
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("cannot be used, and is measured anew")
                    .contains(folder.toString());
            assertThat(get(key(new Pgd())).fromCache()).isTrue();
        }
    }

    @Test
    void whatCannotBeToldApartIsMeasured() {
        CacheKey unknownModel = new CacheKey(evaluator(new LinearModel(0, ""), SAMPLES), new Pgd(), THREAT, 0, OPTIONS);
        CacheKey lambda = key(new Holding(values -> values));

        assertThat(get(unknownModel).fromCache()).isFalse();
        assertThat(get(unknownModel).fromCache()).isFalse();
        assertThat(warnings.get(0)).contains("Pgd is not cached: the SHA-256 of the model halves, a LinearModel");
        warnings.clear();
        assertThat(get(lambda).fromCache()).isFalse();
        assertThat(get(lambda).fromCache()).isFalse();
        assertThat(warnings.get(0)).contains("the lambda").contains("write it as a class");
    }

    @Test
    void anEvaluationThatWasCutShortIsNotKept() {
        CacheKey key = new CacheKey(evaluator(), new Pgd(), THREAT, 0, OPTIONS.within(Duration.ofNanos(1)));

        assertThat(get(key).fromCache()).isFalse();
        assertThat(get(key).fromCache()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAWarning() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        CachedEvaluation evaluation =
                new EvaluationCache(blocked, warnings::add).get(key(new Pgd()), () -> measured(key(new Pgd())));

        assertThat(evaluation.evaluation().outcomes()).hasSize(40);
        assertThat(warnings).singleElement().asString().contains("cannot be kept in " + blocked);
    }

    @Test
    void continuousIntegrationMeasuresForItself() {
        assertThat(CacheMode.ON.isActive(null)).isTrue();
        assertThat(CacheMode.ON.isActive("false")).isTrue();
        assertThat(CacheMode.ON.isActive("true")).isFalse();
        assertThat(CacheMode.ON.isActive("1")).isFalse();
        assertThat(CacheMode.ALWAYS.isActive("true")).isTrue();
        assertThat(CacheMode.OFF.isActive(null)).isFalse();
    }

    /** A user's attack whose parameters do not tell it from another one. */
    private static final class Own extends Attack {

        @SuppressWarnings("UnusedVariable") // what tells it from another one
        private final int strength;

        Own(int strength) {
            this.strength = strength;
        }

        @Override
        protected Search begin(AttackedSample subject) {
            throw new IllegalStateException("It is not run");
        }
    }

    private static final class Holding extends Attack {

        private final UnaryOperator<float[]> change;

        Holding(UnaryOperator<float[]> change) {
            this.change = change;
        }

        @Override
        protected Search begin(AttackedSample subject) {
            var unused = change.apply(subject.region().clean());
            throw new IllegalStateException("It is not run");
        }
    }

    private static RobustnessEvaluator evaluator() {
        return evaluator(LinearModel.UNBIASED, SAMPLES);
    }

    private static RobustnessEvaluator evaluator(LinearModel model, Samples samples) {
        return new RobustnessEvaluator(model.tested(), samples, OPTIONS);
    }

    private static CacheKey key(Attack attack) {
        return new CacheKey(evaluator(), attack, THREAT, 0, OPTIONS);
    }

    private CachedEvaluation get(CacheKey key) {
        return new EvaluationCache(folder, warnings::add).get(key, () -> measured(key));
    }

    private AttackEvaluation measured(CacheKey key) {
        measurements++;
        Attack attack = key.attack() instanceof Holding ? new Fgsm() : key.attack();
        return key.images() > 0
                ? key.evaluator()
                        .evaluateFakes(
                                attack, key.threatModel().target(), key.images(), key.options(), AttackMonitor.NONE)
                : key.evaluator().evaluate(attack, key.threatModel(), key.options());
    }

    private static void requireSame(AttackEvaluation actual, AttackEvaluation expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields("broken", "cost.wallTime")
                .isEqualTo(expected);
        assertThat(actual.broken().size()).isEqualTo(expected.broken().size());
        for (int i = 0; i < expected.broken().size(); i++) {
            assertThat(actual.broken().index(i)).isEqualTo(expected.broken().index(i));
            assertThat(actual.broken().label(i)).isEqualTo(expected.broken().label(i));
            assertThat(actual.broken().prediction(i))
                    .isEqualTo(expected.broken().prediction(i));
            assertThat(actual.broken().clean(i))
                    .containsExactly(expected.broken().clean(i));
            assertThat(actual.broken().adversarial().get(i))
                    .containsExactly(expected.broken().adversarial().get(i));
        }
    }
}
