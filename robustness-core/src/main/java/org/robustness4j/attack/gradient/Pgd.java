package org.robustness4j.attack.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.loss.Loss;
import org.robustness4j.attack.loss.MarginLoss;

/**
 * Projected gradient descent: steps of steepest ascent from a random point of the ball, several times over.
 *
 * <p>Madry, Makelov, Schmidt, Tsipras, Vladu: Towards deep learning models resistant to adversarial attacks, arXiv
 * 1706.06083, section 2.1. The step is larger here than the customary epsilon / 30, with which 40 steps are weaker than
 * one of FGSM on small networks.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Pgd extends ProjectedGradientAttack {

    private final int restarts;

    /** 40 steps of epsilon / 4, from 5 random points. */
    public Pgd() {
        this(40, StepSize.ofEpsilon(0.25), 5);
    }

    /**
     * Sets the effort.
     *
     * @param restarts the number of random points to start from
     * @throws IllegalArgumentException if {@code steps} or {@code restarts} is less than 1
     */
    public Pgd(int steps, StepSize stepSize, int restarts) {
        this(steps, stepSize, restarts, new CrossEntropy());
    }

    /**
     * Sets the loss too, such as {@link MarginLoss}.
     *
     * @throws IllegalArgumentException if {@code steps} or {@code restarts} is less than 1
     */
    public Pgd(int steps, StepSize stepSize, int restarts, Loss loss) {
        super(steps, stepSize, true, loss);
        this.restarts = Requirements.runs(restarts);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return SearchSequence.repeat(restarts, () -> super.begin(sample));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>(super.parameters());
        parameters.put("restarts", restarts);
        return parameters;
    }
}
