using MapDashboard.Data.ChangeLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class ChangeRowMapping : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> builder)
    {
        builder.HasKey(change => change.Seq);
        builder.Property(change => change.Seq).UseIdentityAlwaysColumn();
        builder.Ignore(change => change.ClearedNow);

        // Not jsonb: the chain is over the bytes, and jsonb keeps their meaning only.
        builder.Property(change => change.Data).HasColumnType("json");
        builder.ToTable(table => table.HasCheckConstraint(
            "ck_changes_hash",
            $"(hash is null) = (issue_id is null) and (hash is null or octet_length(hash) = {HistoryChain.Length})"));
        builder.HasIndex(change => new { change.IssueId, change.IssueVersion }).IsUnique().HasFilter("issue_id is not null");

        // Its number too: what came after a checkpoint in a time range is told from the index.
        builder.HasIndex(change => new { change.At, change.Seq });
        builder.HasIndex(change => change.At, "ix_changes_at_of_areas").HasFilter("issue_id is null");

        // What ended last before a time, for replay; the same order as the snapshot's.
        builder.HasIndex(change => new { change.EndedAt, change.IssueId }).IsDescending(true, false).HasFilter("ended_at is not null");
        builder.HasIndex(change => change.Kind).HasFilter("kind = 'mode.switched'");
    }
}

internal sealed class CheckpointMapping : IEntityTypeConfiguration<Checkpoint>
{
    public void Configure(EntityTypeBuilder<Checkpoint> builder)
    {
        builder.HasKey(checkpoint => checkpoint.Seq);
        builder.Property(checkpoint => checkpoint.Seq).ValueGeneratedNever();
        builder.HasIndex(checkpoint => checkpoint.At);
        builder.HasIndex(checkpoint => checkpoint.At, "ix_checkpoints_bare").HasFilter("states is null");
    }
}

internal sealed class LogEpochMapping : IEntityTypeConfiguration<LogEpoch>
{
    public void Configure(EntityTypeBuilder<LogEpoch> builder)
    {
        builder.ToTable("log_epoch", table => table.HasCheckConstraint("ck_log_epoch_single", "id = 1"));
        builder.Property(epoch => epoch.Id).ValueGeneratedNever();
    }
}

internal sealed class HistoryRootMapping : IEntityTypeConfiguration<HistoryRoot>
{
    public void Configure(EntityTypeBuilder<HistoryRoot> builder) => builder.HasKey(root => root.Day);
}
