package org.robustness4j.certification.internal.vnnlib;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.bounds.Region;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.GraphTranslation;
import org.robustness4j.certification.internal.graph.UnboundableException;
import org.robustness4j.certification.internal.search.Deadline;
import org.robustness4j.certification.internal.search.Proof;
import org.robustness4j.certification.internal.search.Prover;
import org.robustness4j.certification.internal.vnnlib.VnnlibProperty.Box;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.ProvableModel;

/** The proof of a property, or its refutation by a point that the model's own output confirms. */
public final class PropertyVerification {

    /** What the outputs of the model and of its network may differ by, as a share of their size. */
    private static final double TOLERANCE = 1e-3;

    private static final long SEED = 1;

    private final VnnlibProperty property;
    private final ProvableModel provable;
    private final DifferentiableClassifier network;
    private final Predictor own;

    /**
     * Prepares it.
     *
     * @throws IllegalArgumentException if nothing can be proved about the model, or the property is about another one
     */
    public PropertyVerification(AdaptedModel model, VnnlibProperty property) {
        InputShape shape = InputShape.flat(property.inputs());
        Classifier classifier = model.classifier(shape);
        if (classifier.classes() != property.outputs()) {
            throw new IllegalArgumentException("The property is about " + property.outputs()
                    + " outputs, but the model has " + classifier.classes() + "; give the property of this model");
        }
        this.property = property;
        this.provable = model.provable(shape);
        this.own = model.predictor(shape);
        if (provable.network() == null || !(classifier instanceof DifferentiableClassifier differentiable)) {
            throw new IllegalArgumentException("Nothing can be proved about the model: " + provable.limitation());
        }
        this.network = differentiable;
        requireOutputs();
    }

    /** A property is about what the model gives: a softmax at its end would be another thing. */
    private void requireOutputs() {
        for (Box box : property.boxes()) {
            float[] point = new float[property.inputs()];
            for (int i = 0; i < point.length; i++) {
                point[i] = (float) ((box.low()[i] + box.high()[i]) / 2);
            }
            Matrix batch = new Matrix(1, point.length, point);
            float[] expected = own.scores(batch).row(0);
            float[] actual = network.logits(batch).row(0);
            for (int i = 0; i < actual.length; i++) {
                if (!(Math.abs(expected[i] - actual[i]) <= TOLERANCE * (1 + Math.abs(expected[i])))) {
                    throw new IllegalArgumentException("Output " + i + " of the model is " + expected[i]
                            + ", and that of its network " + actual[i]
                            + ": the model ends in a function, such as softmax, that properties are not proved through;"
                            + " export it without");
                }
            }
        }
    }

    /**
     * How it ended.
     *
     * @param status proved, refuted or open
     * @param parts how many parts of the boxes were bounded
     * @param counterexample a point that refutes the property, null if there is none
     * @param outputs what the model itself gives there, null if there is none
     * @param note what a proof does not say, empty if it says all
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    public record Result(
            Proof.Status status,
            long parts,
            float @Nullable [] counterexample,
            float @Nullable [] outputs,
            String note) {}

    /**
     * Proves or refutes it.
     *
     * @param seconds how long it may take
     * @throws IllegalArgumentException if nothing can be proved about the network
     */
    public Result result(double seconds, BooleanSupplier isCancelled) {
        Deadline deadline = Deadline.in(seconds, isCancelled);
        long parts = 0;
        boolean isOpen = false;
        BoundGraph graph = graph();
        for (Box box : property.boxes()) {
            if (deadline.isOver()) {
                isOpen = true;
                break;
            }
            PropertySearch search = new PropertySearch(network, box);
            boolean isFound = search.run(SEED, deadline);
            if (!isFound) {
                Proof proof = proof(graph, box, search, deadline);
                parts += proof.parts();
                isFound = proof.status() == Proof.Status.REFUTED;
                isOpen |= proof.status() == Proof.Status.OPEN;
            }
            float[] point = search.found();
            if (isFound && point != null) {
                float[] outputs = own.scores(new Matrix(1, point.length, point)).row(0);
                if (isBroken(box, outputs)) {
                    return new Result(Proof.Status.REFUTED, parts, point, outputs, "");
                }
                isOpen = true;
            }
        }
        return new Result(
                isOpen ? Proof.Status.OPEN : Proof.Status.PROVED,
                parts,
                null,
                null,
                isOpen || provable.limitation().isEmpty() ? "" : "for the compiled network: " + provable.limitation());
    }

    private BoundGraph graph() {
        try {
            return GraphTranslation.of(Objects.requireNonNull(provable.network()));
        } catch (UnboundableException e) {
            throw new IllegalArgumentException("Nothing can be proved about the model: " + e.getMessage(), e);
        }
    }

    private static Proof proof(BoundGraph graph, Box box, PropertySearch search, Deadline deadline) {
        try {
            return new Prover(graph).prove(Region.box(box.low(), box.high()), box.clauses(), search, deadline);
        } catch (UnboundableException e) {
            throw new IllegalArgumentException("Nothing can be proved about the model: " + e.getMessage(), e);
        }
    }

    private static boolean isBroken(Box box, float[] outputs) {
        return box.clauses().stream().anyMatch(clause -> clause.requirements().stream()
                .allMatch(requirement -> requirement.margin(outputs) < 0));
    }
}
