package org.robustness4j.spark.internal.driver;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.robustness4j.spark.internal.executor.BlockReport;
import org.robustness4j.spark.internal.executor.BlockTask;
import org.robustness4j.spark.internal.executor.TaskResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Runs tasks on a cluster and hands their reports on as they come, to the thread that waits. */
public final class BlockJob {

    private static final Logger LOGGER = LoggerFactory.getLogger(BlockJob.class);
    private static final int PERIOD_MILLIS = 100;
    private static final Pattern TASK = Pattern.compile("Task (\\d+) in stage");

    private final JavaSparkContext context;
    private final KeptBlocks kept;

    public BlockJob(JavaSparkContext context, KeptBlocks kept) {
        this.context = context;
        this.kept = kept;
    }

    /**
     * Runs tasks to their end.
     *
     * @param name of the job, for Spark's own pages
     * @param onReport is given every report once, by the calling thread; reports are kept before
     * @param isCancelled whether to give up
     * @throws CancellationException if it was cancelled or interrupted
     * @throws IllegalArgumentException if the samples, the attack or the threat model are wrong
     * @throws IllegalStateException if the model or the cluster fails
     */
    public void run(String name, List<BlockTask> tasks, Consumer<BlockReport> onReport, BooleanSupplier isCancelled) {
        if (tasks.isEmpty()) {
            return;
        }
        BlockingQueue<TaskResult> results = new LinkedBlockingQueue<>();
        String group = "robustness4j-" + System.nanoTime();
        ExecutorService submitter = Executors.newSingleThreadExecutor(BlockJob::daemon);
        Future<?> job = submitter.submit(() -> {
            context.setJobGroup(group, name, true);
            context.sc()
                    .runJob(
                            context.parallelize(tasks, tasks.size())
                                    .setName(name)
                                    .rdd(),
                            new Executed(),
                            new Collected(results),
                            ClassTag$.MODULE$.apply(TaskResult.class));
        });
        Function<String, RuntimeException> failure = null;
        try {
            failure = collect(tasks, job, results, onReport, isCancelled);
        } finally {
            if (!job.isDone()) {
                context.sc().cancelJobGroupAndFutureJobs(group);
            }
            awaitEnd(submitter);
            results.stream().map(TaskResult::report).filter(Objects::nonNull).forEach(kept::add);
        }
        if (failure != null) {
            throw failure.apply(kept.advice());
        }
    }

    /** What went wrong, to be said with how to go on; null when all is done. */
    private @Nullable Function<String, RuntimeException> collect(
            List<BlockTask> tasks,
            Future<?> job,
            BlockingQueue<TaskResult> results,
            Consumer<BlockReport> onReport,
            BooleanSupplier isCancelled) {
        int finished = 0;
        try {
            while (finished < tasks.size()) {
                if (isCancelled.getAsBoolean()) {
                    return advice -> new CancellationException("The evaluation was cancelled" + advice);
                }
                TaskResult result = results.poll(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                if (result == null) {
                    if (job.isDone() && results.isEmpty()) {
                        job.get();
                    }
                    continue;
                }
                BlockReport report = result.report();
                if (report == null) {
                    return advice -> result.isWrongInput()
                            ? new IllegalArgumentException(result.failure() + advice)
                            : new IllegalStateException(result.failure() + advice);
                }
                kept.add(report);
                onReport.accept(report);
                finished++;
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return advice -> new CancellationException("The evaluation was interrupted" + advice);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return advice -> new IllegalStateException(aborted(cause, tasks) + advice, cause);
        }
    }

    /** A job that was cancelled goes on for a moment, and still needs what was sent for it. */
    private static void awaitEnd(ExecutorService submitter) {
        submitter.shutdown();
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        boolean ended = false;
        while (!ended && System.nanoTime() < end) {
            try {
                ended = submitter.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!ended) {
            LOGGER.warn("A Spark job did not end within a minute after it was cancelled");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Spark gives up on a task after several attempts, on several executors where there are. */
    private static String aborted(Throwable cause, List<BlockTask> tasks) {
        String message = String.valueOf(cause.getMessage());
        Matcher task = TASK.matcher(message);
        String where = task.find() && Integer.parseInt(task.group(1)) < tasks.size()
                ? " on " + tasks.get(Integer.parseInt(task.group(1))).range()
                : "";
        return "Spark gave up the attack" + where + ": "
                + message.lines().findFirst().orElse("");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "robustness-spark-job");
        thread.setDaemon(true);
        return thread;
    }

    /** What an executor does with its one task. */
    private static final class Executed extends AbstractFunction1<Iterator<BlockTask>, TaskResult>
            implements Serializable {

        private static final long serialVersionUID = 1;

        @Override
        public TaskResult apply(Iterator<BlockTask> tasks) {
            BlockTask task = tasks.next();
            try {
                return task.result();
            } catch (IOException e) {
                throw new UncheckedIOException(task.range() + " cannot be read: " + e, e);
            }
        }
    }

    /** What the driver does with a result, in a thread of Spark's: it hands it over. */
    private static final class Collected extends AbstractFunction2<Object, TaskResult, BoxedUnit> {

        private final BlockingQueue<TaskResult> results;

        private Collected(BlockingQueue<TaskResult> results) {
            this.results = results;
        }

        @Override
        public BoxedUnit apply(Object partition, TaskResult result) {
            results.add(result);
            return BoxedUnit.UNIT;
        }
    }
}
