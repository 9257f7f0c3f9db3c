package org.robustness4j.dl4j.network;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossMixtureDensity;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;
import org.robustness4j.dl4j.network.OutputKind.Meaning;

/**
 * What the last activation and the loss of a network say of its outputs.
 *
 * @param end of the network, for messages
 * @param activation the last one
 * @param loss null if the network has none
 * @param units the number of outputs at each place; 0 if not known
 */
record LastActivation(
        String end, IActivation activation, @Nullable ILossFunction loss, long units) {

    /** Of values that are no classes. */
    private static final Set<Class<? extends ILossFunction>> OF_REGRESSION = Set.of(
            LossMSE.class,
            LossL1.class,
            LossL2.class,
            LossMAE.class,
            LossMAPE.class,
            LossMSLE.class,
            LossPoisson.class,
            LossCosineProximity.class,
            LossMixtureDensity.class,
            LossWasserstein.class);

    private boolean isOf(Class<?> kind) {
        return activation.getClass() == kind;
    }

    private boolean isSigmoid() {
        return isOf(ActivationSigmoid.class) || isOf(ActivationHardSigmoid.class);
    }

    /** Whether the class is the same before this activation as behind it. */
    boolean keepsOrder() {
        return isSigmoid()
                || isOf(ActivationSoftmax.class)
                || isOf(ActivationIdentity.class)
                || isOf(ActivationTanH.class)
                || isOf(ActivationRationalTanh.class)
                || isOf(ActivationSoftSign.class)
                || isOf(ActivationSoftPlus.class)
                || isOf(ActivationSELU.class)
                || isOf(ActivationCube.class)
                || (activation instanceof ActivationELU elu && elu.getAlpha() > 0)
                || (activation instanceof ActivationLReLU leaky && leaky.getAlpha() > 0);
    }

    /** Whether the largest logit gives the largest output also in float32: sigmoids of two logits may both be 1. */
    boolean keepsDistance() {
        return isOf(ActivationSoftmax.class) || isOf(ActivationIdentity.class);
    }

    private boolean isHinge() {
        return loss instanceof LossHinge || loss instanceof LossSquaredHinge;
    }

    /**
     * What the outputs are.
     *
     * @throws IllegalArgumentException if they are those of a regression
     */
    Meaning meaning() {
        if (!isSigmoid() && !isOf(ActivationSoftmax.class) && isRegression(loss)) {
            throw new IllegalArgumentException(regression(end, activation.toString(), loss));
        }
        boolean areClasses = units != 1 && loss instanceof LossMCXENT;
        return (isSigmoid() && !areClasses) || (units == 1 && isHinge() && keepsOrder())
                ? Meaning.LABELS
                : Meaning.CLASSES;
    }

    static boolean isRegression(@Nullable ILossFunction loss) {
        return loss != null && OF_REGRESSION.contains(loss.getClass());
    }

    static String regression(String end, String activation, @Nullable ILossFunction loss) {
        String name = loss == null ? "" : loss.getClass().getSimpleName().replaceFirst("^Loss", "");
        return end + " is a regression head: " + activation.toLowerCase(Locale.ROOT) + " with the loss " + name
                + "; robustness of classes is tested, so name an output that classifies, or give the model as a Classifier"
                + " of your own that says which values are of which class";
    }

    /** What an output exceeds where a label is on. */
    float threshold() {
        return isSigmoid() ? 0.5f : 0;
    }
}
