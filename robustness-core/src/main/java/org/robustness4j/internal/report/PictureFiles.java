package org.robustness4j.internal.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AdversarialExample.Prediction;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.PredictionRecord;

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
     * Draws the first of the examples of one evaluation; none if they are no images.
     *
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public List<PictureRecord> write(List<AdversarialExample> examples, ClassNames classNames) {
        int evaluation = evaluations.incrementAndGet();
        List<PictureRecord> pictures = new ArrayList<>();
        for (AdversarialExample example : examples) {
            if (pictures.size() < perEvaluation && AdversarialFigure.canDraw(example.shape())) {
                String name = ResultsFolder.picturesOf(resultsFile) + "/" + evaluation + "-" + example.index() + ".png";
                ResultsFolder.replace(
                        resultsFile.resolveSibling(name), new AdversarialFigure(example, classNames).png());
                pictures.add(record(name, example, classNames));
            }
        }
        return pictures;
    }

    private static PictureRecord record(String file, AdversarialExample example, ClassNames classNames) {
        return new PictureRecord(
                file,
                example.index(),
                example.label() == Samples.UNLABELLED ? null : classNames.of(example.label()),
                record(example.onClean(), classNames),
                record(example.onAdversarial(), classNames),
                example.amplification());
    }

    private static PredictionRecord record(Prediction prediction, ClassNames classNames) {
        return new PredictionRecord(prediction.label(), classNames.of(prediction.label()), prediction.confidence());
    }
}
