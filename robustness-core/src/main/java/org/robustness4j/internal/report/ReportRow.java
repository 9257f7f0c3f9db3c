package org.robustness4j.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.robustness4j.attack.internal.ParameterList;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.GroupRecord;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.PredictionRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.Verdict;

/**
 * One evaluation in the HTML report: a row of the table, and what is said of it in detail.
 *
 * @param id what links lead to
 * @param verdict of the test
 * @param test its names
 * @param model the name of the model
 * @param attack the attack's name, and whether it is an adversary
 * @param text the figures
 * @param reason of the verdict
 * @param flagged whether the gate has something to say against it
 * @param open whether the details are shown at once
 * @param details what is shown below the table
 */
record ReportRow(
        String id,
        String verdict,
        TestName test,
        BreakableText model,
        String attack,
        EvaluationText text,
        String reason,
        boolean flagged,
        boolean open,
        Details details) {

    /** The worst are what is looked for; the result file has all. */
    private static final int SHOWN_GROUPS = 20;

    /**
     * A test as it is called.
     *
     * @param full by class, method and variant
     * @param inClass by method and variant, where its class stands above it
     */
    record TestName(BreakableText full, BreakableText inClass) {

        static TestName of(TestId test) {
            String full = test.displayName();
            String inClass = full.substring(full.indexOf('.') + 1);
            return new TestName(new BreakableText(full), new BreakableText(inClass));
        }
    }

    /** What is shown of one evaluation below the table. */
    record Details(
            boolean hasPictures,
            List<Picture> pictures,
            boolean hasChanges,
            List<ChangesTable> changes,
            List<HardeningView> hardenings,
            List<Fact> facts) {}

    record Picture(String data, String caption) {}

    record Fact(String name, String value) {}

    static ReportRow of(
            String id, EvaluationRecord evaluation, ResultsFolder folder, boolean flagged, PictureBudget budget) {
        EvaluationText text = new EvaluationText(evaluation);
        Verdict verdict = evaluation.verdict();
        List<Picture> pictures = pictures(evaluation.details().pictures(), folder, budget);
        List<ChangesTable> changes = ChangesTable.of(evaluation);
        return new ReportRow(
                id,
                verdict.name(),
                TestName.of(evaluation.test()),
                new BreakableText(evaluation.model().name()),
                evaluation.attack().name() + text.kind(),
                text,
                evaluation.judged().reason(),
                flagged,
                flagged || verdict == Verdict.FAIL || verdict == Verdict.INCONCLUSIVE,
                new Details(
                        !pictures.isEmpty(),
                        pictures,
                        !changes.isEmpty(),
                        changes,
                        HardeningView.of(evaluation, folder, budget),
                        facts(evaluation)));
    }

    static List<Picture> pictures(List<PictureRecord> recorded, ResultsFolder folder, PictureBudget budget) {
        return recorded.stream()
                .flatMap(picture -> new EmbeddedPicture(folder, picture)
                        .base64().stream()
                                .filter(data -> budget.take(data.length()))
                                .map(data -> new Picture(data, EmbeddedPicture.caption(picture))))
                .toList();
    }

    /** Whether the test passes by its own limit, and the gate fails it. */
    boolean gated() {
        return flagged && (verdict.equals(Verdict.PASS.name()) || verdict.equals(Verdict.RECORDED.name()));
    }

    private static List<Fact> facts(EvaluationRecord evaluation) {
        AttackRecord attack = evaluation.attack();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("test", evaluation.test().toString()));
        facts.add(new Fact(
                "model",
                evaluation.model().type() + ", " + evaluation.model().parameters() + " parameters, sha256 "
                        + (evaluation.model().sha256().isEmpty()
                                ? "unknown"
                                : evaluation.model().sha256())
                        + ", " + evaluation.model().backend()));
        facts.add(new Fact("attack", attack.name() + ", " + new ParameterList(attack.parameters())));
        facts.add(new Fact(
                "range of the data",
                "[" + attack.threat().minimum() + ", " + attack.threat().maximum() + "]"));
        facts.add(new Fact("seed", attack.seed() + ", blocks of " + attack.blockSize() + " samples"));
        facts.add(new Fact("outcomes", outcomes(evaluation)));
        facts.add(new Fact("policy", evaluation.judged().policy().name().toLowerCase(Locale.ROOT)));
        groups(evaluation).forEach(facts::add);
        evaluation
                .measured()
                .distances()
                .forEach((norm, distance) -> facts.add(new Fact(
                        "distance of broken samples, " + norm,
                        String.format(
                                Locale.ROOT, "median %.4g, largest %.4g", distance.median(), distance.maximum()))));
        new EvaluationText(evaluation).certified().ifPresent(text -> facts.add(new Fact("proved robust", text)));
        new EvaluationText(evaluation).eightBit().ifPresent(text -> facts.add(new Fact("in eight bits", text)));
        evaluation.details().diagnosis().stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .forEach(finding -> facts.add(new Fact(finding.check(), finding.message())));
        long inOrder = evaluation.details().diagnosis().stream()
                .filter(finding -> finding.severity() == Severity.OK)
                .count();
        if (inOrder > 0) {
            facts.add(new Fact(
                    "checks",
                    inOrder + " of " + evaluation.details().diagnosis().size() + " found nothing to say"));
        }
        facts.add(new Fact(
                "effort",
                evaluation.effort().gradientEvaluations() + " gradients, "
                        + evaluation.effort().forwardEvaluations() + " forward evaluations, "
                        + new EvaluationText(evaluation).seconds() + " s"));
        facts.add(new Fact("finished at", evaluation.finishedAt().toString()));
        return facts;
    }

    /** The rates of classes and slices, from the worst on. */
    private static List<Fact> groups(EvaluationRecord evaluation) {
        List<Fact> facts = new ArrayList<>();
        for (GroupTally.Kind kind : GroupTally.Kind.values()) {
            List<GroupRecord> groups = evaluation.judged().groups().stream()
                    .filter(group -> group.kind() == kind)
                    .toList();
            List<String> rates = groups.stream()
                    .sorted(Comparator.comparingDouble(
                            (GroupRecord group) -> -group.attackSuccessRate().value()))
                    .limit(SHOWN_GROUPS)
                    .map(group -> evaluation.model().title(group) + ": "
                            + group.attackSuccessRate().rate())
                    .toList();
            if (!rates.isEmpty()) {
                int left = groups.size() - rates.size();
                facts.add(new Fact(
                        "broken by " + kind,
                        String.join(", ", rates) + (left == 0 ? "" : ", and " + left + " more, none of them worse")));
            }
        }
        return facts;
    }

    private static String outcomes(EvaluationRecord evaluation) {
        Map<String, Long> counted = new TreeMap<>();
        evaluation.measured().outcomes().forEach((outcome, count) -> {
            if (count > 0) {
                counted.put(outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '), count);
            }
        });
        List<String> parts = new ArrayList<>();
        counted.forEach((outcome, count) -> parts.add(count + " " + outcome));
        return String.join(", ", parts) + " of " + evaluation.measured().samples();
    }

    static String named(PredictionRecord prediction) {
        return prediction.name() + " (" + Percentage.brief(prediction.confidence()) + ")";
    }
}
