package org.robustness4j.certification.internal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.bounds.Bounder;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.GraphTranslation;
import org.robustness4j.certification.internal.graph.UnboundableException;
import org.robustness4j.data.InputShape;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.ProvableModel;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Parameters;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * A model that proofs are made about. It is immutable, and shared by threads.
 *
 * @param model as it was given
 * @param shape of a sample
 * @param bounder of what it computes, to be forked by each thread; null if nothing can be proved
 * @param limitation why nothing can be proved, or why a proof is about the compiled network alone; empty if it is about
 *     the user's own model
 */
public record CertifiableModel(
        AdaptedModel model, InputShape shape, @Nullable Bounder bounder, String limitation) {

    private static final String COMPILED = "compiled";

    private static final int SHARE_OF_THE_HEAP = 4;

    /** In float64, forward and backward, and both without signs. */
    private static final long BYTES_OF_A_WEIGHT = 4 * Double.BYTES;

    /** Bounds, lines, charges, and some rows on their way backward and forward. */
    private static final long BYTES_OF_A_VALUE = 16 * Double.BYTES;

    /**
     * A model as proofs see it.
     *
     * @param classifier what attacks follow: unless that is the compiled network, nobody has compared the network with
     *     the model
     */
    public static CertifiableModel of(AdaptedModel model, InputShape shape, Classifier classifier) {
        if (!classifier.computedBy().equals(COMPILED)) {
            return none(
                    model,
                    shape,
                    "the model is computed by " + classifier.computedBy()
                            + ", and not compiled as a network whose operations are known");
        }
        ProvableModel provable = model.provable(shape);
        if (provable.network() == null) {
            return none(model, shape, provable.limitation());
        }
        try {
            long needed = bytesOfWeights(provable.network());
            if (needed > Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP) {
                return none(
                        model,
                        shape,
                        "bounds of its weights take " + (needed >> 20)
                                + " MiB, more than a quarter of the heap; give Java more, as in -Xmx8g");
            }
            BoundGraph graph = GraphTranslation.of(provable.network());
            return new CertifiableModel(model, shape, new Bounder(graph), provable.limitation());
        } catch (UnboundableException e) {
            return none(model, shape, String.valueOf(e.getMessage()));
        }
    }

    private static long bytesOfWeights(Network network) {
        long weights = 0;
        long values = 0;
        for (Network.Node node : network.nodes()) {
            weights += Parameters.of(node.operation())
                    .map(parameters -> (long) parameters.weights().length)
                    .orElse(0L);
            values += node.shape().size();
        }
        return BYTES_OF_A_WEIGHT * weights + BYTES_OF_A_VALUE * values;
    }

    private static CertifiableModel none(AdaptedModel model, InputShape shape, String reason) {
        return new CertifiableModel(model, shape, null, reason);
    }

    /** Why nothing can be proved against an adversary, whatever the model; empty if something can. */
    public static String whyNot(ThreatModel threatModel) {
        if (!(threatModel.perturbation() instanceof Perturbation.Ball ball)) {
            return "without a limit on the distance there is nothing to prove";
        }
        if (threatModel.goal() == Goal.FAKE) {
            return "a fake image has no ball around it";
        }
        return ball.norm() == Norm.L0 || threatModel.domain().isTokens()
                ? "proofs are about values in LINF, L2 and L1, not about positions that change"
                : "";
    }
}
