package org.robustness4j.spark.internal.executor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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
                evaluation.options().withWorkers(cores()));
    }

    /** As many tasks share the memory of this executor. */
    private static int cores() {
        int processors = Runtime.getRuntime().availableProcessors();
        SparkEnv environment = SparkEnv.get();
        return environment == null
                ? processors
                : Math.max(1, environment.conf().getInt("spark.executor.cores", processors));
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
