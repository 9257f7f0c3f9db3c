package org.robustness4j.evaluation;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;

/**
 * A sample that an attack broke, with the point that broke it.
 *
 * @param index of the sample in its data set
 * @param label its true class, {@link org.robustness4j.data.Samples#UNLABELLED} for a fake image
 * @param shape the shape of a sample
 * @param domain the values a feature may take
 * @param clean the sample, {@code features} values
 * @param adversarial the point, {@code features} values
 * @param onClean the prediction for the sample
 * @param onPerturbation the prediction for the amplified perturbation
 * @param onAdversarial the prediction for the point
 */
@API(status = Status.STABLE, since = "0.1")
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record AdversarialExample(
        int index,
        int label,
        InputShape shape,
        Domain domain,
        float[] clean,
        float[] adversarial,
        Prediction onClean,
        Prediction onPerturbation,
        Prediction onAdversarial) {

    /**
     * The model's prediction for an input.
     *
     * @param label the class
     * @param confidence its softmax probability
     */
    public record Prediction(int label, double confidence) {}

    /** The factor that stretches the perturbation's largest change to half of the domain. */
    public double amplification() {
        return amplification(clean, adversarial, domain);
    }

    /**
     * The perturbation as a picture: no change is the middle of the domain, all changes are amplified by one factor.
     */
    public float[] perturbation() {
        return perturbation(clean, adversarial, shape, domain);
    }

    /**
     * The perturbation between two points as a picture.
     *
     * @param clean the sample, {@code features} values
     * @param adversarial the point, {@code features} values
     * @param shape of the sample; padding, and what rows carry behind the values, stay as they are
     * @param domain whose middle stands for no change
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public static float[] perturbation(float[] clean, float[] adversarial, InputShape shape, Domain domain) {
        double factor = amplification(clean, adversarial, domain);
        double middle = domain.minimum() + domain.width() / 2;
        float[] picture = new float[clean.length];
        for (int i = 0; i < picture.length; i++) {
            double value = middle + factor * ((double) adversarial[i] - clean[i]);
            picture[i] = shape.isOfTheSample(clean, i)
                    ? (float) Math.max(domain.minimum(), Math.min(domain.maximum(), value))
                    : clean[i];
        }
        return picture;
    }

    private static double amplification(float[] clean, float[] adversarial, Domain domain) {
        double largest = 0;
        for (int i = 0; i < clean.length; i++) {
            largest = Math.max(largest, Math.abs((double) adversarial[i] - clean[i]));
        }
        return largest == 0 ? 1 : domain.width() / 2 / largest;
    }
}
