package org.robustness4j.spark.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskSizeTests {

    @Test
    void tasksAreLargeForFewCoresAndSmallForMany() {
        assertThat(TaskSize.blocks(79, 2, 128 * 784)).isEqualTo(4);
        assertThat(TaskSize.blocks(391, 2, 128 * 784)).isEqualTo(8);
        assertThat(TaskSize.blocks(391, 100, 128 * 784)).isEqualTo(1);
        assertThat(TaskSize.blocks(1, 64, 128 * 784)).isEqualTo(1);
        assertThat(TaskSize.blocks(100_000_000L, 4, 128 * 784)).isEqualTo(8);
        assertThat(TaskSize.blocks(10_000, 2, 8 * 512 * 512)).isEqualTo(1);
    }
}
