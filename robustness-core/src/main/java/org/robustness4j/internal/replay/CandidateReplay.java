package org.robustness4j.internal.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.NoiseImages;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.internal.VerifyingModel;
import org.robustness4j.internal.results.CandidateFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/**
 * The stored candidates of one evaluation, to be predicted again.
 *
 * @param evaluation what was recorded
 * @param stored the candidates
 */
public record CandidateReplay(EvaluationRecord evaluation, BrokenSamples stored) {

    /**
     * Reads the candidates of an evaluation.
     *
     * @param folder where its result file lies
     * @throws IllegalArgumentException if none were stored
     * @throws UnreadableResultsException if their file is missing, or not what this library writes
     */
    public static CandidateReplay of(EvaluationRecord evaluation, ResultsFolder folder)
            throws UnreadableResultsException {
        CandidatesRecord candidates = evaluation.details().candidates();
        if (candidates.file() == null || candidates.layout() == null) {
            throw new IllegalArgumentException(
                    "No candidate of " + evaluation.test() + " is stored, of " + candidates.omitted()
                            + " broken samples; run the test with " + ConfigurationKey.CANDIDATES.key() + " above 0");
        }
        return new CandidateReplay(
                evaluation,
                new CandidateFile(folder.path().resolve(candidates.file()))
                        .read(candidates.layout(), candidates.count()));
    }

    /**
     * Predicts the candidates with the user's own model.
     *
     * @param samples the samples now, under their indices; not asked for fake images, which are drawn again
     */
    public ReplayedEvaluation on(TestedModel model, Samples samples) {
        return on(model, samples, null);
    }

    /**
     * Predicts the candidates, and compares them with those of another run of the attack.
     *
     * @param again what the attack broke when it was run again, with which points that the checks found are not
     *     compared; null when it was not
     * @see #on(TestedModel, Samples)
     */
    public ReplayedEvaluation on(TestedModel model, Samples samples, @Nullable BrokenSamples again) {
        Samples current = evaluation.attack().goal() == Goal.FAKE ? noise() : samples;
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < current.size(); i++) {
            positions.put(current.index(i), i);
        }
        Map<Integer, float[]> found = new HashMap<>();
        for (int i = 0; again != null && i < again.size(); i++) {
            found.put(again.index(i), again.adversarial().get(i));
        }
        BitSet byChecks = evaluation.details().sampleSet() == null
                ? new BitSet()
                : evaluation.details().sampleSet().brokenByChecks();
        ThreatModel threatModel = threatModel(model);
        int[] predictions = new VerifyingModel(
                        model.model().predictor(stored.shape()),
                        evaluation.attack().blockSize())
                .predict(Matrix.ofRows(stored.adversarial(), stored.shape().features()));
        List<ReplayedSample> replayed = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            float[] clean = stored.clean(i);
            float[] point = stored.adversarial().get(i);
            Integer position = positions.get(stored.index(i));
            replayed.add(new ReplayedSample(
                    stored.index(i),
                    stored.label(i),
                    stored.prediction(i),
                    predictions[i],
                    position != null
                            && current.label(position) == stored.label(i)
                            && Arrays.equals(current.input(position), clean),
                    threatModel.around(clean, stored.shape()).contains(point),
                    (again == null || byChecks.get(stored.index(i)))
                            ? null
                            : Arrays.equals(found.get(stored.index(i)), point)));
        }
        return new ReplayedEvaluation(
                evaluation.test(),
                evaluation.attack().name(),
                evaluation.model().name(),
                evaluation.model().sha256(),
                model.model().identity().sha256(),
                evaluation.details().candidates().omitted(),
                replayed,
                null);
    }

    private Samples noise() {
        int images = IntStream.range(0, stored.size()).map(stored::index).max().orElse(0) + 1;
        return NoiseImages.draw(
                stored.shape(), recordedDomain(), images, evaluation.attack().seed());
    }

    private Domain recordedDomain() {
        return Domain.range(
                evaluation.attack().threat().minimum(),
                evaluation.attack().threat().maximum());
    }

    /** The rules as recorded; which features are mutable is the model's to say, where it declares the same range. */
    private ThreatModel threatModel(TestedModel model) {
        AttackRecord attack = evaluation.attack();
        Domain recorded = recordedDomain();
        Domain domain = model.knownDomain()
                .filter(declared ->
                        declared.minimum() == recorded.minimum() && declared.maximum() == recorded.maximum())
                .orElse(recorded);
        return new ThreatModel(
                attack.goal(),
                attack.target() == null ? ThreatModel.NO_TARGET : attack.target(),
                attack.threat().perturbation(),
                domain);
    }
}
