package org.robustness4j.verdict;

import java.math.BigDecimal;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.internal.Percentage;

/**
 * The lowest certified accuracy that is accepted. It is missed for certain where even proofs of all samples that nothing
 * is known of would not be enough.
 */
record CertifiedMinimum(AttackEvaluation evaluation, BigDecimal minimum, VerdictPolicy policy) {

    /** A judgement by success rates, and by this. */
    Judgement added(Judgement ofRates) {
        Rate certified = evaluation.certifiedAccuracy();
        String found = "the certified accuracy is " + Percentage.of(certified) + " (" + certified + ")";
        String demanded = found + ", but the minimum is " + Percentage.of(minimum);
        long unknown = unknown();
        Rate possible = new Rate(certified.count() + unknown, certified.total());
        boolean isMissed = evaluation.seeksProofs() && policy.isBelow(possible, minimum);
        if (ofRates.verdict() == Verdict.FAIL || (ofRates.verdict() == Verdict.INCONCLUSIVE && !isMissed)) {
            return ofRates;
        }
        if (policy.isAtLeast(certified, minimum)) {
            String reason = found + ", the minimum is " + Percentage.of(minimum);
            return with(
                    ofRates,
                    Verdict.PASS,
                    ofRates.verdict() == Verdict.PASS ? ofRates.reason() + "; " + reason : reason);
        }
        if (isMissed) {
            return with(ofRates, Verdict.FAIL, demanded);
        }
        String why = unknown == 0
                ? "so few samples do not tell one from the other"
                : unknown + " samples are neither broken nor proved to be robust, the first of them " + first();
        return with(
                ofRates,
                Verdict.INCONCLUSIVE,
                demanded + ": "
                        + (evaluation.seeksProofs()
                                ? why
                                : "no proofs were sought; ask for them by proofSeconds, robustness.certify=true, --prove"
                                        + " or RunOptions.withProofs"));
    }

    private long unknown() {
        return evaluation.count(Outcome.ROBUST)
                + evaluation.count(Outcome.INCONCLUSIVE)
                + evaluation.count(Outcome.NOT_NEEDED);
    }

    private String first() {
        return evaluation.outcomes().stream()
                .filter(sample -> sample.outcome() == Outcome.ROBUST || sample.outcome() == Outcome.INCONCLUSIVE)
                .findFirst()
                .map(sample -> "sample " + sample.index() + (sample.note() == null ? "" : ": " + sample.note()))
                .orElse("not attacked");
    }

    private static Judgement with(Judgement judgement, Verdict verdict, String reason) {
        return new Judgement(verdict, judgement.limits(), judgement.groups(), judgement.spotCheck(), reason);
    }
}
