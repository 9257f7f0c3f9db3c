package org.robustness4j.spark.internal.executor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.robustness4j.evaluation.internal.PreparedModel;

/**
 * The prepared models of this process that no task uses at the moment. Each belongs to one thread at a time; those of
 * the models used last are kept, so that the next task need not prepare one.
 */
public final class ModelPool {

    private static final int MODELS = 2;

    /** With its number of threads. */
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,.*)?])?");

    private static final Map<String, Deque<PreparedModel>> IDLE = new LinkedHashMap<>(MODELS, 0.75f, true);

    private ModelPool() {}

    /** What tells a model that a context sent from all others. */
    public static String key(JavaSparkContext context, Broadcast<?> model) {
        return context.sc().applicationId() + " " + model.id();
    }

    /** Lets go of all that are idle. */
    public static void clear() {
        synchronized (IDLE) {
            IDLE.clear();
        }
    }

    /** A prepared model, made if none is idle. */
    public static PreparedModel take(BlockEvaluation evaluation) {
        synchronized (IDLE) {
            PreparedModel idle = idle(key(evaluation)).poll();
            if (idle != null) {
                return idle;
            }
        }
        return new PreparedModel(
                evaluation.model().value().restored(),
                evaluation.shape(),
                evaluation.options().withWorkers(tasks()));
    }

    private static int tasks() {
        SparkEnv environment = SparkEnv.get();
        int processors = Runtime.getRuntime().availableProcessors();
        return environment == null ? processors : tasks(environment.conf(), processors);
    }

    /**
     * How many tasks share the memory of an executor at a time.
     *
     * @param processors those of the machine
     */
    static int tasks(SparkConf conf, int processors) {
        return Math.max(1, cores(conf, processors) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
    }

    /** Where none are given, Spark's own defaults: all of a standalone worker, one on YARN and Kubernetes. */
    private static int cores(SparkConf conf, int processors) {
        String master = conf.get("spark.master", "");
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            String threads = local.group(1) == null ? "1" : local.group(1);
            return threads.equals("*") ? processors : Integer.parseInt(threads);
        }
        boolean isOneByDefault = master.startsWith("yarn") || master.startsWith("k8s");
        return conf.getInt("spark.executor.cores", isOneByDefault ? 1 : processors);
    }

    /** Takes a model back that is in order. */
    public static void giveBack(BlockEvaluation evaluation, PreparedModel model) {
        synchronized (IDLE) {
            idle(key(evaluation)).add(model);
            Iterator<String> eldest = IDLE.keySet().iterator();
            while (IDLE.size() > MODELS) {
                eldest.next();
                eldest.remove();
            }
        }
    }

    private static Deque<PreparedModel> idle(String key) {
        return IDLE.computeIfAbsent(key, unknown -> new ArrayDeque<>());
    }

    private static String key(BlockEvaluation evaluation) {
        return evaluation.modelKey() + " " + evaluation.shape() + " "
                + evaluation.options().memory();
    }
}
