#!/bin/sh
# A standalone Spark cluster of worker processes on this machine, to try things out without a Spark distribution.
#
#   loopback-cluster.sh start [workers]   three workers of one core by default; prints the address of the master
#   loopback-cluster.sh submit ...        spark-submit to it
#   loopback-cluster.sh stop
#
# Spark's jars come from Maven, into target/loopback-cluster. Nothing is reachable from outside 127.0.0.1.
set -eu

module=$(cd "$(dirname "$0")/.." && pwd)
folder=$module/target/loopback-cluster
port=${SPARK_MASTER_PORT:-7077}
master=spark://127.0.0.1:$port

export SPARK_HOME="$folder" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
opens="--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.lang.invoke=ALL-UNNAMED"

start() {
    workers=${1:-3}
    if [ -e "$folder/pids" ]; then
        echo "A cluster is running; stop it first: $0 stop" >&2
        exit 1
    fi
    if [ ! -e "$folder/complete" ]; then
        rm -rf "$folder/jars"
        (cd "$module/.." && mvn -q -B -ntp -pl robustness-spark -am -Ploopback-cluster -DskipUnitTests package)
        touch "$folder/complete"
    fi
    # shellcheck disable=SC2086
    java -Xmx256m $opens -cp "$folder/jars/*" org.apache.spark.deploy.master.Master \
        --host 127.0.0.1 --port "$port" --webui-port 0 > "$folder/master.log" 2>&1 &
    echo $! > "$folder/pids"
    i=0
    while [ "$i" -lt "$workers" ]; do
        # shellcheck disable=SC2086
        java -Xmx256m $opens -cp "$folder/jars/*" org.apache.spark.deploy.worker.Worker \
            --host 127.0.0.1 --cores 1 --memory 2g --webui-port 0 --work-dir "$folder/work$i" "$master" \
            > "$folder/worker$i.log" 2>&1 &
        echo $! >> "$folder/pids"
        i=$((i + 1))
    done
    waited=0
    until grep -q "Registering worker" "$folder/master.log"; do
        waited=$((waited + 1))
        if [ "$waited" -gt 60 ]; then
            echo "No worker came within a minute; see $folder/*.log" >&2
            stop
            exit 1
        fi
        sleep 1
    done
    echo "$master"
}

stop() {
    if [ -e "$folder/pids" ]; then
        while read -r pid; do
            kill "$pid" 2> /dev/null || true
        done < "$folder/pids"
        rm "$folder/pids"
    fi
}

# What bin/spark-submit does where Spark is installed.
submit() {
    # shellcheck disable=SC2086
    exec java $opens -cp "$folder/jars/*" org.apache.spark.deploy.SparkSubmit --master "$master" "$@"
}

case "${1:-}" in
    start) shift; start "$@" ;;
    stop) stop ;;
    submit) shift; submit "$@" ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
