package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.ModelAccess;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.diagnosis.internal.PlantedReadouts.Planting;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.CheckedClassifier;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/**
 * Can the attack find what is known to be there? For each of some samples a point on the surface of the ball is planted
 * as an adversarial example: behind the model's logits a linear readout is put that is positive for the planted point,
 * and negative for the sample and for random points further inside. An attack that follows the model's features finds a
 * point of the ball where the readout is positive; one that is too weak, or blinded by the model, does not, and what it
 * did not find on the model itself says nothing. An attack that follows decisions alone cannot be blinded by what lies
 * behind them: it has to find a decision of a known place, a plane that cuts the ball.
 *
 * <p>Zimmermann, Brendel, Tramer, Carlini: Increasing confidence in adversarial robustness evaluations, NeurIPS 2022,
 * arXiv 2206.13991, simplified: the features are the (at most 32 largest) logits, and there are 199 inner points.
 */
final class PlantedAdversarialsCheck {

    static final String NAME = "planted-adversarials";

    private static final String BY_GROUP = NAME + "-by-group";
    private static final int SAMPLES = 32;
    private static final int SAMPLES_OF_A_GROUP = 5;
    private static final double TOLERANCE = 0.1;

    /** Of those tried, so many must be plantable for a check to say anything. */
    private static final double ENOUGH = 0.5;

    /** An unbounded attack is tried in a ball as wide as half of the range. */
    private static final double UNBOUNDED_SHARE = 0.25;

    private final PlantedReadouts readouts;
    private final Classifier classifier;
    private final Samples samples;
    private final CheckOptions checkOptions;
    private final RunOptions options;
    private final Attack attack;
    private final ThreatModel threatModel;
    private final Ball ball;
    private final Map<Integer, Planted> known = new HashMap<>();
    private final Map<Integer, Integer> positions = new HashMap<>();

    /** The outcome for the point planted for one sample. */
    private enum Planted {
        FOUND,
        MISSED,
        NOT_PLANTABLE
    }

    PlantedAdversarialsCheck(
            PlantedReadouts readouts, Attack attack, ThreatModel threatModel, CheckOptions checkOptions) {
        this.readouts = readouts;
        this.classifier = readouts.classifier();
        this.samples = readouts.samples();
        this.attack = attack;
        this.threatModel = threatModel;
        this.checkOptions = checkOptions;
        this.options = checkOptions.runOptions().withWorkers(1);
        for (int i = 0; i < samples.size(); i++) {
            positions.put(samples.index(i), i);
        }
        this.ball = threatModel.perturbation() instanceof Ball own
                ? own
                : new Ball(Norm.LINF, UNBOUNDED_SHARE * threatModel.domain().width());
    }

    /**
     * Tries the attack on some of the samples, and on some of each group.
     *
     * @param groups classes and slices, each with the indices of some of its samples
     */
    List<Finding> findings(List<SpotCheckedGroup> groups) {
        Samples some = samples.balancedSubset(SAMPLES, options.seed());
        Set<Integer> first = IntStream.range(0, some.size())
                .mapToObj(some::index)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        try {
            List<Finding> findings = new ArrayList<>();
            findings.add(finding(NAME, first, ""));
            groups.stream()
                    .filter(group -> group.isJudged() && !group.isAll())
                    .map(group -> finding(
                            BY_GROUP,
                            group.indices().stream()
                                    .limit(SAMPLES_OF_A_GROUP)
                                    .collect(Collectors.toCollection(LinkedHashSet::new)),
                            " of " + group.name()))
                    .filter(finding -> finding.severity() == Severity.DOUBT)
                    .limit(1)
                    .forEach(findings::add);
            return findings;
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return List.of(Finding.doubt(
                    NAME,
                    attack.name() + " cannot be run on a planted example, a model of two classes: " + e
                            + "; an attack has to take any number of classes to show what it can find"));
        }
    }

    private Finding finding(String check, Set<Integer> indices, String of) {
        int tried = 0;
        int found = 0;
        int missed = 0;
        double allowed = Math.max(1, TOLERANCE * indices.size());
        for (int index : indices) {
            if (missed > allowed || checkOptions.deadline().isOver()) {
                break;
            }
            switch (known.computeIfAbsent(index, this::planted)) {
                case FOUND -> found++;
                case MISSED -> missed++;
                case NOT_PLANTABLE -> {}
            }
            tried++;
        }
        String measured =
                attack.name() + " finds " + found + " of " + (found + missed) + " planted adversarial examples" + of;
        if (missed > allowed) {
            return Finding.doubt(
                    check,
                    measured
                            + ": it is too weak, or the model blinds it, so that what it does not find may be there all the"
                            + " same; give it "
                            + (threatModel.countsPositions()
                                    ? "a wider beam and more candidates"
                                    : "more steps or a larger step, or use AutoAttack"));
        }
        if (tried < indices.size()) {
            return Finding.doubt(
                    check, measured + ", but the time budget was used up on the way; give the test more time");
        }
        return Finding.of(
                check,
                found + missed < ENOUGH * tried,
                measured,
                "nothing can be planted for " + (tried - found - missed) + " of " + tried
                        + " samples, since the model's scores are the same all around them, as rounded ones or labels are"
                        + (threatModel.countsPositions()
                                ? ", or next to nothing may be substituted"
                                : "; attack it with HopSkipJump, which needs decisions alone"));
    }

    private Planted planted(int index) {
        checkOptions.deadline().requireNotCancelled();
        int position = Objects.requireNonNull(positions.get(index));
        float[] clean = samples.input(position);
        FeasibleRegion region = readouts.around(clean, ball, threatModel.domain(), 1);
        if (attack.traits().access() == ModelAccess.DECISIONS) {
            PlaneClassifier plane = PlaneClassifier.cutting(region, readouts.pointOnSurface(region, ball, position));
            return found(plane, clean, region, point -> plane.value(point) > 0);
        }
        Planting planting = readouts.of(position, ball, threatModel.domain());
        LinearReadout planted = planting.readout();
        if (planted == null) {
            return planting.isBlind() ? Planted.MISSED : Planted.NOT_PLANTABLE;
        }
        return found(
                BinarizedClassifier.of(classifier, planted),
                clean,
                region,
                point -> planted.value(readouts.logits(List.of(point)).get(0)) > 0);
    }

    private Planted found(Classifier planted, float[] clean, FeasibleRegion region, Predicate<float[]> isFound) {
        Samples one = new Samples(samples.shape(), new Matrix(1, clean.length, clean), new int[] {0});
        ThreatModel binary = new ThreatModel(
                threatModel.goal(),
                threatModel.goal().hasTarget() ? 1 : ThreatModel.NO_TARGET,
                threatModel.perturbation(),
                threatModel.domain());
        Candidate candidate = attack.run(
                        CheckedClassifier.of(planted),
                        one,
                        binary,
                        checkOptions.deadline().limit(options),
                        checkOptions.deadline().silent())
                .candidates()
                .get(0);
        boolean isAllowed = candidate.defect() == null
                && (threatModel.isBounded() ? region : binary.around(clean, samples.shape()))
                        .contains(candidate.point());
        return isAllowed && isFound.test(candidate.point()) ? Planted.FOUND : Planted.MISSED;
    }
}
