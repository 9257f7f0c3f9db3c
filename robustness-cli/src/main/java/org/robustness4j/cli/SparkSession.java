package org.robustness4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.spark.ClusterEvaluator;
import org.robustness4j.spark.SparkSettings;
import org.robustness4j.spark.data.DataSetFiles;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.spark.data.ParquetFiles;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.spark.internal.SparkMissing;

/**
 * A model on Apache Spark, whose executors read the samples that they attack.
 *
 * @param context that is closed with it
 * @param evaluator of the model
 * @param domain of the model's input
 */
record SparkSession(JavaSparkContext context, ClusterEvaluator evaluator, Domain domain)
        implements AttackCommand.Session {

    static SparkSession open(
            ModelOptions model,
            DataSetOptions data,
            Optional<Domain> declared,
            RunOptions options,
            Path output,
            @Nullable String master,
            PrintWriter messages)
            throws IOException {
        SparkSettings settings = SparkSettings.of(key -> setting(key, output, master));
        JavaSparkContext context = SparkContexts.open(settings);
        boolean isOpen = false;
        try {
            context.setLogLevel("WARN");
            HadoopFiles files = files(context);
            TestedModel tested = model(files, model);
            StoredSamples samples = samples(context, files, data, tested.model().format());
            tested = tested.with(tested.names().orFound(samples.classNames(), samples.featureNames()));
            if (declared.isPresent()) {
                tested = tested.in(declared.get());
            }
            ClassCount.tell(samples, data.isOrderGiven(), messages);
            DeclaredRange.require(tested);
            if (!samples.classNames().isEmpty()) {
                ClassCount.compare(
                        samples, tested.model().classifier(samples.shape()).classes(), messages);
            }
            ClusterEvaluator evaluator = new ClusterEvaluator(context, settings, tested, samples, options);
            isOpen = true;
            return new SparkSession(context, evaluator, tested.domain());
        } finally {
            if (!isOpen) {
                context.close();
            }
        }
    }

    /** Says that there is no Spark, if that is what a class that is missing means. */
    static RuntimeException missing(NoClassDefFoundError failure) {
        if (!SparkMissing.isMeant(failure)) {
            throw failure;
        }
        return SparkMissing.because(failure);
    }

    private static Optional<String> setting(String key, Path output, @Nullable String master) {
        return switch (key) {
            case SparkSettings.MASTER ->
                Optional.ofNullable(master).or(() -> Optional.ofNullable(System.getProperty("spark.master")));
            case SparkSettings.BLOCKS -> Optional.of(output.resolve("blocks").toString());
            default -> Optional.ofNullable(System.getProperty(key));
        };
    }

    /** Hadoop's settings that were given to Spark, for the other machines. */
    private static HadoopFiles files(JavaSparkContext context) {
        Map<String, String> settings = new HashMap<>();
        for (scala.Tuple2<String, String> setting : context.getConf().getAll()) {
            if (setting._1().startsWith("spark.hadoop.")) {
                settings.put(setting._1().substring("spark.hadoop.".length()), setting._2());
            }
        }
        return new HadoopFiles(settings);
    }

    private static StoredSamples samples(
            JavaSparkContext context, HadoopFiles files, DataSetOptions data, SampleSource.Format needed)
            throws IOException {
        DataSetOptions.Format format = data.format(files);
        data.requireMeant(format);
        return switch (format) {
            case PARQUET -> new ParquetFiles(files, data.data(), data.shape(needed.channelsLast()));
            case DATASETS -> new DataSetFiles(context, files, data.data(), needed);
            case CSV, IDX, NPY, NPZ, IMAGES -> data.samples(files, needed);
        };
    }

    private static TestedModel model(HadoopFiles files, ModelOptions model) throws IOException {
        if (model.suffix().equals(".onnx")) {
            // executors read the file itself, as its data may lie beside it
            if (model.path().contains("://")) {
                throw new IllegalArgumentException(
                        "The model " + model.path()
                                + " is an ONNX file, which every machine reads from its own disk; give a path that all of them have");
            }
            return model.of(LocalPath.of(model.path()));
        }
        Path copy = Files.createTempFile("robustness4j-", model.suffix().isEmpty() ? ".zip" : model.suffix());
        try {
            files.copy(model.path(), copy);
            return model.of(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public AttackTarget target() {
        return evaluator;
    }

    @Override
    public void ended() throws IOException {
        evaluator.forgetFinished();
    }

    @Override
    public void close() {
        try (context) {
            evaluator.close();
        }
    }
}
