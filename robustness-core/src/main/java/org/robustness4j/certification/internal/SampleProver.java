package org.robustness4j.certification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.graph.UnboundableException;
import org.robustness4j.certification.internal.search.Clause;
import org.robustness4j.certification.internal.search.Deadline;
import org.robustness4j.certification.internal.search.Proof;
import org.robustness4j.certification.internal.search.Prover;
import org.robustness4j.certification.internal.search.Requirement;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/**
 * Proves that the adversary cannot reach its goal from a sample.
 *
 * <p>It belongs to one thread.
 */
public final class SampleProver {

    /**
     * By how much the logit of the predicted class is to be larger than the others, so that in float32 a softmax or a
     * sigmoid of them is larger as well: exp, its argument and the quotient round by less than 32 units in the last place.
     */
    static final double MARGIN = 0x1p-18;

    private final CertifiableModel model;
    private final Classifier classifier;
    private final Prover prover;

    /**
     * A prover.
     *
     * @param model of which something can be proved
     * @param classifier what attacks follow, of this thread
     */
    public SampleProver(CertifiableModel model, Classifier classifier) {
        this.model = model;
        this.classifier = classifier;
        this.prover = new Prover(Objects.requireNonNull(model.bounder()).fork());
        int outputs = model.bounder().graph().outputs();
        if (outputs != classifier.classes()) {
            throw new IllegalStateException("The network has " + outputs + " logits, and the classifier "
                    + classifier.classes() + " classes; please report this model");
        }
    }

    /**
     * What became of a proof.
     *
     * @param isProved whether no point of the region reaches the goal
     * @param counterexample a point that does, for the classifier; null if none was found
     * @param reason why nothing is known, if the counterexample is none for the model itself; empty if it is proved
     */
    @SuppressWarnings("ArrayRecordComponent") // a point that nobody compares
    public record Result(boolean isProved, float @Nullable [] counterexample, String reason) {}

    /**
     * Proves it, or finds a point that does reach the goal, as far as time allows.
     *
     * @param label the true class
     * @param seconds how long it may take
     * @param isCancelled asked as often as the clock
     */
    public Result prove(
            float[] clean, int label, ThreatModel threatModel, double seconds, BooleanSupplier isCancelled) {
        ModelRegion region = ModelRegion.of(model.model(), model.shape(), threatModel, clean);
        NearbyPoints nearby = new NearbyPoints(classifier, region, threatModel, clean, label, model.shape());
        try {
            Proof proof = prover.prove(
                    region.region(), clauses(label, threatModel), nearby, Deadline.in(seconds, isCancelled));
            return switch (proof.status()) {
                case PROVED -> new Result(true, null, "");
                case REFUTED ->
                    new Result(
                            false,
                            nearby.found(),
                            "a point breaks the compiled network, but not the model's own output");
                case OPEN ->
                    new Result(
                            false, null, "no proof was found within " + seconds + " s, in " + proof.parts() + " cases");
            };
        } catch (UnboundableException e) {
            return new Result(false, null, String.valueOf(e.getMessage()));
        }
    }

    private List<Clause> clauses(int label, ThreatModel threatModel) {
        int classes = classifier.classes();
        List<Clause> clauses = new ArrayList<>();
        List<Requirement> others = new ArrayList<>();
        for (int other = 0; other < classes; other++) {
            if (threatModel.goal() == Goal.TARGETED && other != threatModel.target()) {
                others.add(Requirement.larger(classes, other, threatModel.target(), MARGIN));
            } else if (threatModel.goal() == Goal.UNTARGETED && other != label) {
                clauses.add(new Clause(List.of(Requirement.larger(classes, label, other, MARGIN))));
            }
        }
        if (!others.isEmpty()) {
            clauses.add(new Clause(others));
        }
        return clauses;
    }
}
