package org.robustness4j.internal.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.RateRecord;
import org.robustness4j.threat.internal.EpsilonName;

/** The values of an evaluation as people read them. */
record EvaluationText(EvaluationRecord evaluation) {

    static final String NONE = "-";

    String goal() {
        Integer target = evaluation.attack().target();
        return evaluation.attack().goal().name().toLowerCase(Locale.ROOT)
                + (target == null ? "" : " " + evaluation.model().classNameWithNumber(target));
    }

    String norm() {
        return evaluation.attack().norm() == null
                ? NONE
                : evaluation.attack().norm().name()
                        + (Boolean.TRUE.equals(evaluation.attack().threat().perStep()) ? " per step" : "");
    }

    boolean isBounded() {
        return evaluation.attack().isBounded();
    }

    String epsilon() {
        Double epsilon = evaluation.attack().epsilon();
        return epsilon == null ? NONE : new EpsilonName(epsilon).toString();
    }

    /**
     * How many of those attacked; what the checks broke and the attack did not is told apart, so that attacks can be
     * compared.
     */
    String broken() {
        String byChecks = evaluation.details().brokenByChecks() == 0
                ? ""
                : ", " + evaluation.details().brokenByChecks() + " by checks";
        return evaluation.attackSuccessRate().count() + "/"
                + evaluation.attackSuccessRate().total() + byChecks;
    }

    String success() {
        return percentage(evaluation.attackSuccessRate());
    }

    String interval() {
        RateRecord success = evaluation.attackSuccessRate();
        return success.total() == 0
                ? NONE
                : Percentage.brief(success.lower()) + " - " + Percentage.brief(success.upper());
    }

    String limit() {
        BigDecimal limit = evaluation.judged().limit();
        return limit == null ? NONE : Percentage.brief(limit.doubleValue());
    }

    /** Where proofs were sought the share that is proved, and the share that withstood. */
    String robust() {
        RateRecord certified = evaluation.measured().certifiedAccuracy();
        String robust = percentage(evaluation.measured().robustAccuracy());
        return certified == null
                        || certified.count()
                                == evaluation.measured().robustAccuracy().count()
                ? robust
                : percentage(certified) + " - " + robust;
    }

    /** Whether proofs were sought. */
    boolean seeksProofs() {
        return evaluation.measured().certifiedAccuracy() != null;
    }

    /** How many samples are proved to be robust; nothing where no proofs were sought. */
    String proved() {
        RateRecord certified = evaluation.measured().certifiedAccuracy();
        return certified == null ? NONE : certified.count() + " proved";
    }

    /** The share of samples that are proved to be robust; nothing where no proofs were sought. */
    Optional<String> certified() {
        RateRecord certified = evaluation.measured().certifiedAccuracy();
        return certified == null
                ? Optional.empty()
                : Optional.of(certified.count() + " of " + certified.total() + " samples, " + percentage(certified));
    }

    String clean() {
        return percentage(evaluation.measured().cleanAccuracy());
    }

    String seconds() {
        return String.format(Locale.ROOT, "%.1f", evaluation.effort().seconds());
    }

    /** What is worth knowing beside the attack's name: that it is no adversary, that it may not change everything. */
    String kind() {
        return (evaluation.attack().kind() == AttackKind.CORRUPTION ? " (corruption)" : "")
                + (evaluation.attack().threat().mutableSha256() == null ? "" : " on some features");
    }

    /** How many broken samples stay broken in files of eight bits; nothing when it was not asked. */
    Optional<String> eightBit() {
        RateRecord surviving = evaluation.details().survivesEightBit();
        return surviving == null
                ? Optional.empty()
                : Optional.of(surviving.count() + " of " + surviving.total()
                        + " broken samples stay broken when rounded to 256 levels");
    }

    private static String percentage(RateRecord rate) {
        return rate.total() == 0 ? NONE : Percentage.brief(rate.value());
    }
}
