package org.robustness4j.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Whether a model met a limit. */
@API(status = Status.STABLE, since = "0.1")
public enum Verdict {
    /** The attack succeeded no more often than the limit allows. */
    PASS,
    /** The attack succeeded more often than the limit allows. */
    FAIL,
    /** The evaluation does not allow a judgement; never a pass. */
    INCONCLUSIVE,
    /** There is no limit: the result is recorded, not judged. */
    RECORDED
}
