package org.robustness4j.attack.minimal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.MinimalDistanceAttack;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.internal.TargetSequence;
import org.robustness4j.threat.Norm;

/**
 * Descent by Adam on {@code |x' - x|_2^2 + c * max(0, kappa - margin)}, with a search for the smallest constant c that
 * reaches the goal: tenfold until it does, then halving.
 *
 * <p>Carlini, Wagner: Towards evaluating the robustness of neural networks, arXiv 1608.04644, sections V and VI.A.
 * Points are kept in the range by projection, the first of the three ways in section V.B, and not by a change of
 * variables with the hyperbolic tangent: its slope vanishes at the ends of the range, where most pixels of a drawing
 * lie, so that they would hardly move. A constant that is the same for all logits changes nothing. The loss towards
 * whichever class is ahead settles for the first it meets; as in section V.A the nearest of several targets counts. A
 * search for one constant is given up when a tenth of its steps improved nothing on this sample.
 */
@API(status = Status.STABLE, since = "0.1")
public final class CarliniWagner extends MinimalDistanceAttack {

    private final int searchSteps;
    private final int steps;
    private final double rate;
    private final double initialConstant;
    private final double confidence;
    private final int targets;

    /** 6 constants from 0.1, 200 steps each at a rate of 0.01, no confidence, 3 classes. */
    public CarliniWagner() {
        this(6, 200, 0.01, 0.1, 0, 3);
    }

    /**
     * Sets every parameter.
     *
     * @param searchSteps the number of constants tried
     * @param steps the number of steps for each
     * @param rate the learning rate of Adam at first, in widths of the range, or in epsilons where that is
     *     smaller; it falls to a hundredth
     * @param initialConstant the first constant
     * @param confidence the margin of the logits asked for, called kappa in the paper
     * @param targets the number of likeliest wrong classes tried one after the other, when the goal is any of them
     * @throws IllegalArgumentException if {@code searchSteps}, {@code steps} or {@code targets} is less than 1,
     *     {@code rate} or {@code initialConstant} is not positive, or {@code confidence} is negative
     */
    public CarliniWagner(
            int searchSteps, int steps, double rate, double initialConstant, double confidence, int targets) {
        super(Norm.L2, Norm.L2);
        this.searchSteps = Requirements.steps(searchSteps);
        this.steps = Requirements.steps(steps);
        this.rate = Requirements.positive("The rate", rate);
        this.initialConstant = Requirements.positive("The initial constant", initialConstant);
        this.confidence = Requirements.notNegative("The confidence", confidence);
        this.targets = Requirements.runs(targets);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        norm(sample);
        return new TargetSequence(
                sample,
                targets,
                target ->
                        new CarliniWagnerSearch(sample, target, searchSteps, steps, rate, initialConstant, confidence));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("searchSteps", searchSteps);
        parameters.put("steps", steps);
        parameters.put("rate", rate);
        parameters.put("initialConstant", initialConstant);
        parameters.put("confidence", confidence);
        parameters.put("targets", targets);
        return parameters;
    }
}
