package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SchedulerSimulationTests {

    private static double[] equal(int tasks, double seconds) {
        double[] times = new double[tasks];
        Arrays.fill(times, seconds);
        return times;
    }

    @Test
    void withoutOverheadEqualTasksTakeRounds() {
        SchedulerSimulation ideal = new SchedulerSimulation(0, 0);

        assertThat(ideal.makespan(equal(10, 2), 1)).isEqualTo(20);
        assertThat(ideal.makespan(equal(10, 2), 4)).isEqualTo(6);
        assertThat(ideal.makespan(equal(10, 2), 100)).isEqualTo(2);
        assertThat(ideal.efficiency(equal(8, 2), 4)).isEqualTo(1);
    }

    @Test
    void theDriverIsTheLimitWhenTasksAreShort() {
        SchedulerSimulation busy = new SchedulerSimulation(0.01, 1);

        assertThat(busy.makespan(equal(1000, 0.1), 1000)).isEqualTo(1 + 10 + 0.1, within(1e-9));
    }

    @Test
    void oneLongTaskAtTheEndIsWaitedFor() {
        double[] skewed = equal(9, 1);
        skewed[8] = 10;

        assertThat(new SchedulerSimulation(0, 0).makespan(skewed, 4)).isEqualTo(12);
    }

    @Test
    void tasksHoldAllSamplesWhateverTheNumberOfCores() {
        for (int cores : new int[] {1, 7, 100}) {
            double sum = Arrays.stream(SchedulerSimulation.tasks(new double[] {2}, 3, 10_001, 128, cores, 1))
                    .sum();
            assertThat(sum).isEqualTo(6.0 * 10_001, within(1e-6));
        }
    }
}
