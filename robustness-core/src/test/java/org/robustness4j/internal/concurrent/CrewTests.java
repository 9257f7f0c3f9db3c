package org.robustness4j.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTests {

    private final Crew crew = new Crew(3);
    private final ExecutorService threads = Executors.newFixedThreadPool(3, work -> crew.thread(work, "crew"));
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void threadsThatHaveNothingToDoHelp() throws Exception {
        helpers(2);
        CyclicBarrier together = new CyclicBarrier(3);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();

        ofMember(() -> {
            Crew.share(3, part -> {
                seen.add(Thread.currentThread());
                await(together); // only three threads get past it
            });
            return null;
        });

        assertThat(seen).hasSize(3);
    }

    @Test
    void eachPartIsDoneOnce() throws Exception {
        helpers(2);
        AtomicIntegerArray times = new AtomicIntegerArray(1000);

        ofMember(() -> {
            Crew.share(1000, times::incrementAndGet);
            return null;
        });

        for (int i = 0; i < times.length(); i++) {
            assertThat(times.get(i)).isEqualTo(1);
        }
    }

    @Test
    void withoutHelpACallerDoesAllByItself() {
        List<Integer> parts = new ArrayList<>();

        Crew.share(3, parts::add);

        assertThat(parts).containsExactly(0, 1, 2);
        assertThat(Crew.hands()).isEqualTo(1);
    }

    @Test
    void helpersAreDealtOutToThoseThatWork() throws Exception {
        assertThat(ofMember(Crew::hands)).isEqualTo(1);
        helpers(1);
        assertThat(ofMember(Crew::hands)).isEqualTo(2);
        helpers(1);
        assertThat(ofMember(Crew::hands)).isEqualTo(3);
    }

    @Test
    void whatAPartThrowsIsThrownWhenNoneIsUnderWay() throws Exception {
        helpers(1);
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicBoolean isOtherDone = new AtomicBoolean();

        assertThatThrownBy(() -> ofMember(() -> {
                    try {
                        Crew.share(2, part -> {
                            await(together);
                            if (part == 0) {
                                throw new OutOfMemoryError("of part 0");
                            }
                            pause();
                            isOtherDone.set(true);
                        });
                        return null;
                    } finally {
                        assertThat(isOtherDone).isTrue();
                    }
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("of part 0")
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHelperThatIsInterruptedEnds() throws Exception {
        Future<?> helper = helpers(1).get(0);

        threads.shutdownNow();

        assertThatThrownBy(helper::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void aHelperEndsWhenItIsOver() throws Exception {
        Future<?> helper = helpers(1).get(0);

        over.set(true);
        crew.changed();

        assertThat(helper.get()).isNull();
    }

    private List<Future<?>> helpers(int count) throws InterruptedException {
        List<Future<?>> helpers = new ArrayList<>();
        CountDownLatch asked = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            AtomicBoolean isFirst = new AtomicBoolean(true);
            helpers.add(threads.submit(() -> {
                crew.helpUntil(() -> {
                    if (isFirst.getAndSet(false)) {
                        asked.countDown();
                    }
                    return over.get();
                });
                return null;
            }));
        }
        asked.await();
        return helpers;
    }

    private <T> T ofMember(Callable<T> work) throws Exception {
        return threads.submit(work).get();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
