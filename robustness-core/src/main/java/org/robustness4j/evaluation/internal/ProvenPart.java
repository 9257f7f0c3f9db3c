package org.robustness4j.evaluation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.certification.internal.CertifiableModel;
import org.robustness4j.certification.internal.SampleProver.Result;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.threat.ThreatModel;

/**
 * What proofs make of the outcomes of an attack: of the samples that it did not break some are certified, and some are
 * broken by a point that the search for a proof came by.
 */
record ProvenPart(
        PreparedModel model, Supplier<CertifiableModel> certifiableModel, Samples samples, ThreatModel threatModel) {

    private static final String BY_PROOF = "the search for a proof";

    EvaluatedPart of(EvaluatedPart attacked, RunOptions options, AttackMonitor monitor) {
        int[] open = IntStream.range(0, samples.size())
                .filter(i -> isOpen(attacked.outcomes().get(i)))
                .toArray();
        if (open.length == 0 || options.proofBudget() == null) {
            return attacked;
        }
        String whyNot = CertifiableModel.whyNot(threatModel);
        CertifiableModel certifiable = certifiableModel.get();
        if (whyNot.isEmpty() && certifiable.bounder() == null) {
            whyNot = "nothing can be proved: " + certifiable.limitation();
        }
        String reason = whyNot;
        List<Result> results = reason.isEmpty()
                ? new Proofs(certifiable, model.classifier(), monitor)
                        .of(samples, open, threatModel, options.proofBudget(), options.workers())
                : IntStream.of(open)
                        .mapToObj(i -> new Result(false, null, reason))
                        .toList();
        List<SampleOutcome> outcomes = new ArrayList<>(attacked.outcomes());
        List<float[]> broken = new ArrayList<>(attacked.brokenPoints());
        for (int i = 0; i < open.length; i++) {
            Result result = results.get(i);
            SampleOutcome before = outcomes.get(open[i]);
            if (result.isProved()) {
                String limitation = certifiable.limitation();
                outcomes.set(
                        open[i],
                        before.proved(
                                Outcome.CERTIFIED,
                                limitation.isEmpty() ? null : "for the compiled network: " + limitation));
            } else if (result.counterexample() != null) {
                SampleOutcome confirmed = confirmed(open[i], before, result.counterexample(), result.reason());
                outcomes.set(open[i], confirmed);
                if (confirmed.outcome() == Outcome.BROKEN) {
                    broken.add(brokenBefore(outcomes, open[i]), result.counterexample());
                }
            } else if (before.outcome() == Outcome.ROBUST) {
                outcomes.set(open[i], before.proved(Outcome.ROBUST, result.reason()));
            }
        }
        return new EvaluatedPart(outcomes, broken, attacked.forwardEvaluations(), attacked.gradientEvaluations());
    }

    /** Where the network was seen to be broken there is nothing to prove, even if the model itself is not. */
    private static boolean isOpen(SampleOutcome sample) {
        return sample.outcome() == Outcome.ROBUST
                || (sample.outcome() == Outcome.INCONCLUSIVE && !Verification.CLAIMED.equals(sample.note()));
    }

    private static int brokenBefore(List<SampleOutcome> outcomes, int position) {
        return (int) outcomes.subList(0, position).stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .count();
    }

    private SampleOutcome confirmed(int position, SampleOutcome before, float[] point, String reason) {
        float[] clean = samples.input(position);
        int prediction = model.predict(new Matrix(1, point.length, point))[0];
        SampleOutcome found = new Verification(
                        clean, samples.shape(), before.label(), before.cleanPrediction(), threatModel, false)
                .of(new Candidate(before.index(), point, true, false, false, null, null, 0, 0), prediction);
        if (found.outcome() == Outcome.BROKEN) {
            return found.proved(Outcome.BROKEN, BY_PROOF);
        }
        return before.outcome() == Outcome.ROBUST ? before.proved(Outcome.ROBUST, reason) : before;
    }
}
