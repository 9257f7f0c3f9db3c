package org.robustness4j.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.robustness4j.spark.internal.driver.TaskSize;

/**
 * How long a job takes on many cores: tasks in their order, each to the core that is free first, sent out and taken back by one
 * driver, one at a time.
 *
 * @param perTask what a task costs the driver, in seconds
 * @param start what every core does first, in seconds: it reads the model that was sent and prepares it
 */
record SchedulerSimulation(double perTask, double start) {

    /** The seconds until the last of the tasks, which take so many seconds of one core each, is done. */
    double makespan(double[] tasks, int cores) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < Math.min(cores, tasks.length); i++) {
            free.add(start);
        }
        double driver = 0;
        double end = 0;
        for (double task : tasks) {
            driver = Math.max(driver, free.remove()) + perTask;
            free.add(driver + task);
            end = Math.max(end, driver + task);
        }
        return end;
    }

    /** How busy that keeps the cores. */
    double efficiency(double[] tasks, int cores) {
        double work = 0;
        for (double task : tasks) {
            work += task;
        }
        return work / (makespan(tasks, cores) * cores);
    }

    /**
     * Tasks of whole blocks, as {@link TaskSize} makes them, whose times are drawn from measured ones.
     *
     * @param measured seconds of one core for a sample, averaged over tasks
     * @param factor how many times as much a sample costs as in the measurement
     */
    static double[] tasks(double[] measured, double factor, int samples, int blockSize, int cores, long seed) {
        int blocks = -Math.floorDiv(-samples, blockSize);
        int perTask = TaskSize.blocks(blocks, cores, 1) * blockSize;
        SplittableRandom random = new SplittableRandom(seed);
        double[] tasks = new double[-Math.floorDiv(-samples, perTask)];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = Math.min(perTask, samples - i * perTask) * factor * measured[random.nextInt(measured.length)];
        }
        return tasks;
    }

    /** Prints the projection of docs/scale.md. Arguments: the file of times, seconds for a task, seconds to start. */
    public static void main(String[] arguments) throws IOException {
        double[] measured = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8).stream()
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
        SchedulerSimulation simulation =
                new SchedulerSimulation(Double.parseDouble(arguments[1]), Double.parseDouble(arguments[2]));
        // a network like the measured one on 28 x 28 values; a hundred and a thousand times as dear on 224 x 224 x 3
        for (double factor : List.of(1.0, 100.0, 1000.0)) {
            int blockSize = factor == 1 ? 128 : 8;
            for (int cores : List.of(1, 2, 3, 16, 100, 1000)) {
                double[] tasks = tasks(measured, factor, 50_000, blockSize, cores, 1);
                System.out.printf(
                        "x%.0f, 50000 samples in blocks of %d, %d cores: %d tasks, %.1f s, efficiency %.2f%n",
                        factor,
                        blockSize,
                        cores,
                        tasks.length,
                        simulation.makespan(tasks, cores),
                        simulation.efficiency(tasks, cores));
            }
        }
        for (int cores : List.of(1, 2)) {
            System.out.printf(
                    "4000 samples, %d cores: %.1f s%n",
                    cores, simulation.makespan(tasks(measured, 1, 4000, 128, cores, 1), cores));
        }
    }
}
