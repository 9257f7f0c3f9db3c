package org.robustness4j.internal.report;

import java.util.List;
import java.util.Objects;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;

/**
 * What hardening bought, as the HTML template shows it.
 *
 * @param summary in one sentence
 * @param rows an attack each
 * @param charts SVG images
 * @param collapse when training was ended for catastrophic overfitting, empty when it was not
 * @param hasPictures whether there are pictures
 * @param pictures of samples that still break the hardened model
 * @param hasChanges whether there are such samples that cannot be drawn
 * @param changes what changed in them
 */
record HardeningView(
        String summary,
        List<Row> rows,
        List<String> charts,
        String collapse,
        boolean hasPictures,
        List<ReportRow.Picture> pictures,
        boolean hasChanges,
        List<ChangesTable> changes) {

    record Row(String attack, String cleanBefore, String cleanAfter, String robustBefore, String robustAfter) {}

    /** None for an evaluation whose model was not hardened. */
    static List<HardeningView> of(EvaluationRecord evaluation, ResultsFolder folder, PictureBudget budget) {
        HardeningRecord hardening = evaluation.hardening();
        if (hardening == null) {
            return List.of();
        }
        HardeningCharts charts = new HardeningCharts(hardening);
        List<ReportRow.Picture> pictures = ReportRow.pictures(hardening.stillBroken(), folder, budget);
        List<ChangesTable> changes = ChangesTable.of(evaluation.attack(), hardening.stillChanged());
        return List.of(new HardeningView(
                hardening.summary(),
                hardening.attacks().stream().map(HardeningView::row).toList(),
                List.of(
                        charts.robustAccuracy(
                                Objects.toString(evaluation.attack().norm(), "")),
                        charts.training()),
                hardening.training().epochs().stream()
                        .filter(HardeningRecord.Epoch::collapsed)
                        .map(epoch -> "Catastrophic overfitting in epoch " + epoch.epoch()
                                + ": the model withstands its training attack, but not PGD; training ended there.")
                        .findFirst()
                        .orElse(""),
                !pictures.isEmpty(),
                pictures,
                !changes.isEmpty(),
                changes));
    }

    private static Row row(HardeningRecord.Attacked attacked) {
        return new Row(
                attacked.title(),
                attacked.before().clean().percent(),
                attacked.after().clean().percent(),
                attacked.before().robust().percent(),
                attacked.after().robust().percent());
    }
}
