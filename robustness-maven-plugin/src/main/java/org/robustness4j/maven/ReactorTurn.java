package org.robustness4j.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/**
 * One module's turn under a goal that skips modules with nothing to do: whether there was nothing in all of them is
 * known in the last one alone.
 *
 * @param session the build
 * @param execution of the goal
 * @param module the module
 */
record ReactorTurn(MavenSession session, MojoExecution execution, MavenProject module) {

    private static final int NAMED = 20;

    /** The module had something to do. */
    void worked() {
        turns().put(module.getId(), List.of());
    }

    /**
     * The module had nothing to do.
     *
     * @param what the goal would have done, as in "replay"
     * @param why it had not
     * @param advice for when it is so in all modules
     * @param tests that there are and that were not chosen
     * @throws MojoFailureException if that is so in all modules
     */
    void nothing(String what, String why, String advice, List<String> tests) throws MojoFailureException {
        List<String> turn = new ArrayList<>(List.of(why));
        turn.addAll(tests);
        turns().put(module.getId(), List.copyOf(turn));
        Map<String, List<String>> all = Map.copyOf(turns());
        if (all.size() < expected() || all.values().stream().anyMatch(List::isEmpty)) {
            return;
        }
        List<String> named = all.values().stream()
                .flatMap(one -> one.stream().skip(1))
                .distinct()
                .sorted()
                .toList();
        if (!named.isEmpty()) {
            String unmatched = all.values().stream()
                    .filter(one -> one.size() > 1)
                    .map(one -> one.get(0))
                    .findFirst()
                    .orElse(why);
            throw new MojoFailureException(
                    unmatched + "; * stands for any characters, and the tests are " + shortened(named));
        }
        throw new MojoFailureException("There is nothing to " + what + ": "
                + all.values().stream()
                        .map(one -> one.get(0))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "))
                + ". " + advice);
    }

    private static String shortened(List<String> tests) {
        return tests.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (tests.size() <= NAMED ? "" : ", and " + (tests.size() - NAMED) + " more");
    }

    /** Called from the command line a goal comes to every module, bound to a phase to those that bind it. */
    private long expected() {
        return execution.getSource() == MojoExecution.Source.CLI
                ? session.getProjects().size()
                : session.getProjects().stream().filter(this::binds).count();
    }

    private boolean binds(MavenProject project) {
        return project.getBuildPlugins().stream()
                .filter(plugin -> plugin.getKey().equals(execution.getPlugin().getKey()))
                .flatMap(plugin -> plugin.getExecutions().stream())
                .anyMatch(bound -> bound.getGoals().contains(execution.getGoal()));
    }

    /** In terms of Java alone: modules may have loaded this plugin more than once. */
    @SuppressWarnings("unchecked")
    private ConcurrentMap<String, List<String>> turns() {
        String key = "robustness:" + execution.getGoal() + ":" + execution.getExecutionId();
        Map<String, Object> data = session.getRequest().getData();
        synchronized (data) {
            return (ConcurrentMap<String, List<String>>)
                    data.computeIfAbsent(key, unseen -> new ConcurrentHashMap<String, List<String>>());
        }
    }
}
