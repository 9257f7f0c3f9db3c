package org.robustness4j.spark.internal.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As many tasks share the memory of an executor as Spark's documentation says that it runs. */
class ModelPoolTests {

    @ParameterizedTest
    @CsvSource({
        "local, '', 1, 1",
        "local[2], '', 1, 2",
        "'local[3,2]', '', 1, 3",
        "local[*], '', 1, 64",
        "yarn, '', 1, 1",
        "yarn, 8, 1, 8",
        "yarn, 8, 2, 4",
        "k8s://host, '', 1, 1",
        "spark://host:7077, '', 1, 64",
        "spark://host:7077, 4, 8, 1"
    })
    void tasksThatShareTheMemoryAreThoseThatSparkRuns(String master, String cores, String cpus, int tasks) {
        SparkConf conf = new SparkConf(false).set("spark.master", master).set("spark.task.cpus", cpus);
        if (!cores.isEmpty()) {
            conf.set("spark.executor.cores", cores);
        }

        assertThat(ModelPool.tasks(conf, 64)).isEqualTo(tasks);
    }
}
