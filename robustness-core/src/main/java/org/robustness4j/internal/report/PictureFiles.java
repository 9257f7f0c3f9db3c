package org.robustness4j.internal.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AdversarialExample.Prediction;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.AttackEvaluation.EvaluatedModel;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.ChangesRecord;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.PredictionRecord;
import org.robustness4j.model.internal.ClassNames;

/** The picture files of one execution of the tests, in a folder of their own beside its result file. */
public final class PictureFiles {

    private final Path resultsFile;
    private final int perEvaluation;
    private final AtomicInteger evaluations = new AtomicInteger();

    /**
     * Creates the writer of these files; draws nothing yet.
     *
     * @param resultsFile the result file that will name the pictures
     * @param perEvaluation how many pictures of an evaluation are drawn at most
     */
    public PictureFiles(Path resultsFile, int perEvaluation) {
        this.resultsFile = resultsFile;
        this.perEvaluation = perEvaluation;
    }

    /**
     * Draws the first of the examples of an evaluation; none if they are no images.
     *
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public List<PictureRecord> write(AttackEvaluation attacked) {
        ClassNames classNames = new ClassNames(attacked.model().classNames());
        int evaluation = evaluations.incrementAndGet();
        List<PictureRecord> pictures = new ArrayList<>();
        for (AdversarialExample example : attacked.examples()) {
            if (pictures.size() < perEvaluation && AdversarialFigure.canDraw(example.shape())) {
                String name = ResultsFolder.picturesOf(resultsFile) + "/" + evaluation + "-" + example.index() + ".png";
                ResultsFolder.replace(
                        resultsFile.resolveSibling(name), new AdversarialFigure(example, classNames).png());
                pictures.add(record(name, example, attacked.model()));
            }
        }
        return pictures;
    }

    /** What changed in the first of the examples of an evaluation; nothing if they can be drawn. */
    public List<ChangesRecord> changes(AttackEvaluation attacked) {
        return attacked.examples().stream()
                .filter(example -> !AdversarialFigure.canDraw(example.shape()))
                .limit(perEvaluation)
                .map(example -> new ChangedFeatures(example, attacked.model()).record())
                .toList();
    }

    private static PictureRecord record(String file, AdversarialExample example, EvaluatedModel model) {
        return new PictureRecord(
                file,
                example.index(),
                example.label() == Samples.UNLABELLED ? null : model.className(example.label()),
                record(example.onClean(), model),
                record(example.onAdversarial(), model),
                example.amplification());
    }

    static PredictionRecord record(Prediction prediction, EvaluatedModel model) {
        return new PredictionRecord(prediction.label(), model.className(prediction.label()), prediction.confidence());
    }
}
