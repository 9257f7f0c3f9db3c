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
        if (ofRates.verdict() == Verdict.FAIL || ofRates.verdict() == Verdict.INCONCLUSIVE) {
            return ofRates;
        }
        Rate certified = evaluation.certifiedAccuracy();
        String found = "the certified accuracy is " + Percentage.of(certified) + " (" + certified + ")";
        if (policy.isAtLeast(certified, minimum)) {
            String reason = found + ", the minimum is " + Percentage.of(minimum);
            return with(
                    ofRates,
                    Verdict.PASS,
                    ofRates.verdict() == Verdict.PASS ? ofRates.reason() + "; " + reason : reason);
        }
        String demanded = found + ", but the minimum is " + Percentage.of(minimum);
        if (!evaluation.seeksProofs()) {
            return with(
                    ofRates, Verdict.INCONCLUSIVE, demanded + ": no proofs were sought; give a time for each sample");
        }
        long unknown = unknown();
        Rate possible = new Rate(certified.count() + unknown, certified.total());
        return policy.isBelow(possible, minimum)
                ? with(ofRates, Verdict.FAIL, demanded)
                : with(
                        ofRates,
                        Verdict.INCONCLUSIVE,
                        demanded + ": " + unknown
                                + " samples are neither broken nor proved to be robust, the first of them " + first());
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
