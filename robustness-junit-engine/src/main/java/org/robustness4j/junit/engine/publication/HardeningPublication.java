package org.robustness4j.junit.engine.publication;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.robustness4j.internal.report.HardeningCharts;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;

/** What hardening tells those who watch the tests: report entries, charts and pictures, and Allure if it is there. */
public record HardeningPublication(EvaluationRecord evaluation, HardeningRecord hardening, Path resultsFile) {

    public void to(TestPublisher publisher) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("robustness.hardening", hardening.summary());
        entries.put("robustness.hardenedModel", hardening.file());
        publisher.publish(entries);
        Map<String, Path> charts = charts();
        charts.values().forEach(chart -> publisher.publish(chart, "image/svg+xml"));
        hardening.stillBroken().stream()
                .map(picture -> resultsFile.resolveSibling(picture.file()).toAbsolutePath())
                .forEach(picture -> publisher.publish(picture, "image/png"));
        if (Publication.ALLURE_IS_PRESENT) {
            new AllureReport(new Publication(evaluation, resultsFile)).attachHardening(hardening, charts);
        }
    }

    /** The charts by their titles, written beside the pictures. */
    private Map<String, Path> charts() {
        HardeningCharts charts = new HardeningCharts(hardening);
        String norm = Objects.toString(evaluation.attack().norm(), "");
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("robust accuracy before and after hardening", write("robust-accuracy", charts.robustAccuracy(norm)));
        files.put("training of the hardened model", write("training", charts.training()));
        return files;
    }

    private Path write(String name, String svg) {
        Path file = resultsFile
                .resolveSibling(ResultsFolder.picturesOf(resultsFile))
                .resolve("hardening-" + Integer.toHexString(evaluation.test().hashCode()) + "-" + name + ".svg")
                .toAbsolutePath();
        ResultsFolder.replace(file, svg.getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
