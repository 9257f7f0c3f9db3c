package org.robustness4j.internal.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.BaselineFile;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.BaselineEntry;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SampleSetRecord;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;

/**
 * Compares evaluations with earlier ones, sample by sample: a test that breaks significantly more of the same samples
 * than before is a violation, also where no limit is missed. The file changes only when it is told to.
 *
 * @param file where the earlier evaluations are kept
 * @param significance the p-value, adjusted for the number of evaluations, below which a change for the worse is a
 *     violation
 */
public record Baseline(Path file, double significance) {

    private static final String SUBJECT = "baseline";
    private static final String UPDATE = "-D" + ConfigurationKey.BASELINE_UPDATE.key() + "=true";
    private static final String WHOLE = "-D" + ConfigurationKey.PARTIAL.key() + "=false";
    private static final String OTHER_SAMPLES =
            "cannot be compared with the baseline, because it was made on other samples: the data set, or the choice"
                    + " from it, has changed; update the baseline with " + UPDATE;

    /** @throws IllegalArgumentException if the significance is not between 0 and 1 */
    public Baseline {
        if (!(significance > 0 && significance < 1)) {
            throw new IllegalArgumentException(
                    "The significance of the baseline must lie between 0 and 1, both excluded"
                            + " (0.05 is 5 %), but is " + significance);
        }
    }

    /** The settings that two evaluations share when only the model's weights and the random numbers differ. */
    private record Setting(TestId test, String attack) {

        static Setting of(TestId test, AttackRecord attack) {
            return new Setting(
                    test.canonical(),
                    String.join(
                            " ",
                            attack.name(),
                            String.valueOf(ordered(attack.parameters())),
                            String.valueOf(attack.norm()),
                            String.valueOf(attack.epsilon()),
                            String.valueOf(attack.goal()),
                            String.valueOf(attack.target())));
        }

        /** With the entries of maps by name, in which parameters of parameters stand in any order. */
        private static @Nullable Object ordered(@Nullable Object value) {
            if (value instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> ordered = new TreeMap<>();
                map.forEach((name, inner) -> ordered.put(String.valueOf(name), ordered(inner)));
                return ordered;
            }
            return value instanceof List<?> list
                    ? list.stream().map(Setting::ordered).toList()
                    : value;
        }
    }

    /**
     * Compares the evaluations of a whole run with those that are kept.
     *
     * @throws UnreadableResultsException if the file is not what this library writes
     */
    public BaselineReport compare(LatestResults results) throws UnreadableResultsException {
        return compare(results, Extent.WHOLE);
    }

    /**
     * Compares evaluations with those that are kept. Each is a test of its own, and Holm's step-down procedure holds
     * them together, so that a build in which nothing has changed is found worse no more often than the significance
     * says, however many evaluations there are. One that is kept and has no result now is a violation, unless only some
     * tests were run.
     *
     * @param extent whether all tests were run
     * @throws UnreadableResultsException if the file is not what this library writes
     */
    public BaselineReport compare(LatestResults results, Extent extent) throws UnreadableResultsException {
        if (Files.notExists(file)) {
            return new BaselineReport(
                    List.of(new Violation(SUBJECT, file + " does not exist; create it with " + UPDATE)), List.of());
        }
        Map<Setting, BaselineEntry> kept = BaselineFile.read(file).entries().stream()
                .collect(Collectors.toMap(
                        entry -> Setting.of(entry.test(), entry.attack()),
                        Function.identity(),
                        (one, other) -> other,
                        LinkedHashMap::new));
        List<Violation> violations = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<SampleChanges> compared = new ArrayList<>();
        List<EvaluationRecord> unknown = new ArrayList<>();
        Map<Setting, BaselineEntry> missing = new LinkedHashMap<>(kept);
        for (EvaluationRecord evaluation : results.evaluations()) {
            Setting setting = Setting.of(evaluation.test(), evaluation.attack());
            BaselineEntry before = kept.get(setting);
            SampleSetRecord now = evaluation.details().sampleSet();
            if (before == null || now == null) {
                unknown.add(evaluation);
            } else if (before.sampleSet().sha256().equals(now.sha256())) {
                missing.remove(setting);
                compared.add(SampleChanges.between(evaluation.test(), before.sampleSet(), now));
            } else {
                missing.remove(setting);
                violations.add(new Violation(evaluation.test().displayName(), OTHER_SAMPLES));
            }
        }
        violations.addAll(worse(compared));
        unknown.forEach(evaluation -> notes.add(
                evaluation.test().displayName() + " is not in the baseline with this attack; add it with " + UPDATE));
        notMade(
                missing.values().stream()
                        .map(entry -> new MissingEvaluation(entry, results, unknown))
                        .toList(),
                extent,
                violations,
                notes);
        notes.add(compared.size() + " evaluation(s) were compared with the baseline " + file);
        return new BaselineReport(violations, notes);
    }

    private List<Violation> worse(List<SampleChanges> compared) {
        List<Double> adjusted =
                new HolmStepDown(compared.stream().map(SampleChanges::pValue).toList()).adjusted();
        return IntStream.range(0, compared.size())
                .filter(i -> adjusted.get(i) < significance)
                .mapToObj(i -> compared.get(i).violation(adjusted.get(i), compared.size()))
                .toList();
    }

    private static void notMade(
            List<MissingEvaluation> missing, Extent extent, List<Violation> violations, List<String> notes) {
        if (extent.partial().isPresent()) {
            if (!missing.isEmpty()) {
                notes.add(missing.size() + " evaluation(s) of the baseline were not compared, because only some of the"
                        + " tests were run: " + extent.partial().get());
            }
            return;
        }
        for (MissingEvaluation evaluation : missing) {
            if (evaluation.isReportedAlready()) {
                notes.add(evaluation.note());
            } else {
                violations.add(evaluation.violation());
            }
        }
    }

    /**
     * Keeps the evaluations of a whole run.
     *
     * @throws UnreadableResultsException if the file to be replaced is not what this library writes
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public BaselineReport update(LatestResults results, @Nullable Instant buildStart)
            throws UnreadableResultsException {
        return update(results, buildStart, Extent.WHOLE);
    }

    /**
     * Keeps evaluations in the place of those that are kept, if they are whole; a violation says why they are not. Those
     * of some of the tests alone are not: what has no result would leave the baseline.
     *
     * @param buildStart when the build began whose results are kept, null when results of any age are
     * @param extent whether all tests were run
     * @throws UnreadableResultsException if the file to be replaced is not what this library writes
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public BaselineReport update(LatestResults results, @Nullable Instant buildStart, Extent extent)
            throws UnreadableResultsException {
        Optional<String> doubt = extent.partial()
                .map(reason -> "only some of the tests were run (" + reason
                        + "), and what has no result would leave it; run all of them, or say that these were all with "
                        + WHOLE)
                .or(() -> doubt(results, buildStart));
        if (doubt.isPresent()) {
            return new BaselineReport(
                    List.of(new Violation(SUBJECT, file + " was not updated: " + doubt.get())), List.of());
        }
        List<BaselineEntry> dropped =
                Files.exists(file) ? new ArrayList<>(BaselineFile.read(file).entries()) : List.of();
        Map<Setting, EvaluationRecord> newest = new TreeMap<>(Comparator.comparing(Setting::toString));
        for (EvaluationRecord evaluation : results.evaluations()) {
            newest.merge(
                    Setting.of(evaluation.test(), evaluation.attack()),
                    evaluation,
                    (one, other) -> other.finishedAt().isAfter(one.finishedAt()) ? other : one);
        }
        new BaselineFile(
                        BaselineFile.SCHEMA_VERSION,
                        newest.values().stream().map(Baseline::entry).toList())
                .write(file);
        List<String> notes = new ArrayList<>();
        for (BaselineEntry entry : dropped) {
            if (!newest.containsKey(Setting.of(entry.test(), entry.attack()))) {
                notes.add(entry.test().displayName() + " with " + entry.attack().name()
                        + " is in the baseline no longer, because it has no result");
            }
        }
        notes.add("The baseline " + file + " now holds " + newest.size() + " evaluation(s)");
        return new BaselineReport(List.of(), notes);
    }

    private static BaselineEntry entry(EvaluationRecord evaluation) {
        return new BaselineEntry(
                evaluation.test(),
                evaluation.model().name(),
                evaluation.attack(),
                Objects.requireNonNull(evaluation.details().sampleSet()));
    }

    /** Why results are no measure for later ones, if so. */
    private static Optional<String> doubt(LatestResults results, @Nullable Instant buildStart) {
        if (results.evaluations().isEmpty()) {
            return Optional.of("there are no evaluations");
        }
        if (results.incompleteFiles() > 0) {
            return Optional.of(results.incompleteFiles() + " execution(s) of the tests did not come to their end");
        }
        if (buildStart != null && results.filesFromBefore(buildStart) > 0) {
            return Optional.of("there are results of an earlier build; bind the goal prepare, which deletes them");
        }
        for (TestId test : results.tests()) {
            if (results.of(test).isEmpty()) {
                return Optional.of(test.displayName() + " was planned, but has no result");
            }
            if (results.of(test).stream().anyMatch(TestError.class::isInstance)) {
                return Optional.of(test.displayName() + " ended in an error");
            }
        }
        return results.evaluations().stream()
                .filter(evaluation -> evaluation.details().sampleSet() == null || isPartial(evaluation))
                .map(evaluation -> evaluation.test().displayName()
                        + " has no valid outcome for each sample; run it again with this release, a sound attack, enough time,"
                        + " and without stopping early")
                .findFirst();
    }

    private static boolean isPartial(EvaluationRecord evaluation) {
        return Stream.of(Outcome.INVALID, Outcome.NOT_NEEDED)
                .anyMatch(outcome -> evaluation.measured().outcomes().getOrDefault(outcome, 0L) > 0);
    }
}
