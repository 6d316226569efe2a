package io.winnow.faults;

import static io.winnow.faults.Fault.Target.BROKER;
import static io.winnow.faults.Fault.Target.DATABASE;
import static io.winnow.faults.Fault.Target.INSTANCE;
import static io.winnow.faults.Fault.Target.TOPIC;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** What may happen. Each mends what it broke, and leaves to the service what the service has to mend. */
enum Fault {
    KILL_INSTANCE(InstanceFaults::kill, INSTANCE),
    KILL_ALL_INSTANCES(InstanceFaults::killAll, INSTANCE),
    TERMINATE_INSTANCE(InstanceFaults::terminate, INSTANCE),
    /** Longer than its consumer's session: a zombie writes late. */
    PAUSE_INSTANCE(InstanceFaults::pause, INSTANCE),

    KILL_WHILE_TAKING_IN(MomentFaults::killWhileTakingIn, INSTANCE, DATABASE),
    KILL_WHILE_APPENDING(MomentFaults::killWhileAppending, INSTANCE, DATABASE),
    PAUSE_WHILE_APPENDING(MomentFaults::pauseWhileAppending, INSTANCE, DATABASE),
    MOVE_PARTITIONS_WHILE_APPENDING(MomentFaults::movePartitionsWhileAppending, INSTANCE, DATABASE),
    KILL_WHILE_RELEASING(MomentFaults::killWhileReleasing, INSTANCE, DATABASE),
    PAUSE_WHILE_RELEASING(MomentFaults::pauseWhileReleasing, INSTANCE, DATABASE),
    KILL_BEFORE_ANNOUNCEMENT(MomentFaults::killBeforeAnnouncement, INSTANCE, DATABASE),
    KILL_WHILE_SENDING(MomentFaults::killWhileSending, INSTANCE, DATABASE, BROKER),
    MOVE_PARTITIONS(MomentFaults::movePartitions, INSTANCE),
    MOVE_PARTITIONS_WITHOUT_DATABASE(MomentFaults::movePartitionsWithoutDatabase, INSTANCE, DATABASE),

    KILL_DATABASE(ServerFaults::killDatabase, DATABASE),
    PAUSE_DATABASE(ServerFaults::pauseDatabase, DATABASE),
    HANG_DATABASE_CONNECTIONS(ServerFaults::hangConnections, DATABASE),
    SWALLOW_DATABASE_CONNECTIONS(ServerFaults::swallowConnections, DATABASE),
    MUTE_DATABASE_CONNECTIONS(ServerFaults::muteConnections, DATABASE),
    FILL_DISK(ServerFaults::fillDisk, DATABASE),
    /** As if that table had a tablespace of its own: releases meet it, and nobody else. */
    FILL_DISK_OF_OUTBOX(ServerFaults::fillDiskOfOutbox, DATABASE),
    KILL_BROKER(ServerFaults::killBroker, BROKER),
    PAUSE_BROKER(ServerFaults::pauseBroker, BROKER),
    REFUSE_TOPIC(TopicFaults::refuse, BROKER, TOPIC),

    DELETE_TOPICS(LossFaults::deleteTopics, INSTANCE, DATABASE, BROKER, TOPIC),
    LOSE_END_OF_LOG(LossFaults::loseEndOfLog, INSTANCE, DATABASE, BROKER, TOPIC),
    LOSE_END_OF_LOG_UNSEEN(LossFaults::loseEndOfLogUnseen, INSTANCE, DATABASE, BROKER, TOPIC),

    ADD_PARTITION(TopicFaults::addPartition, TOPIC),
    REPEAT_RECORDS(TopicFaults::repeatRecords, TOPIC),
    SEND_GARBAGE(TopicFaults::sendGarbage, TOPIC),
    SCHEDULE_POISON(TopicFaults::schedulePoison, TOPIC),
    BURST(Burst::happen, INSTANCE);

    /** What a fault lays hands on: two that share one don't happen at once. */
    enum Target {
        INSTANCE,
        DATABASE,
        BROKER,
        TOPIC
    }

    interface Act {
        void happen(Scene scene, Random random) throws Exception;
    }

    private final Act act;
    private final Set<Target> targets;

    Fault(Act act, Target first, Target... more) {
        this.act = act;
        targets = EnumSet.of(first, more);
    }

    void happen(Scene scene, Random random) throws Exception {
        act.happen(scene, random);
    }

    boolean isApartFrom(Fault other) {
        return Collections.disjoint(targets, other.targets);
    }
}
