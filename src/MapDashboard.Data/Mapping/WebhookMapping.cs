using MapDashboard.Data.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.Property(delivery => delivery.Id).UseIdentityAlwaysColumn();
        builder.HasOne<Webhook>().WithMany().HasForeignKey(delivery => delivery.WebhookId).OnDelete(DeleteBehavior.Cascade);

        // Nothing twice: whoever reads the log again finds its own rows.
        builder.HasIndex(delivery => new { delivery.WebhookId, delivery.Seq }).IsUnique();
        builder.HasIndex(delivery => delivery.DueAt).HasFilter("state = 'pending'");
        builder.HasIndex(delivery => delivery.FinishedAt).HasFilter("finished_at is not null");
        builder.Check<WebhookDelivery, DeliveryState>("state");
        builder.ToTable(table => table.HasCheckConstraint("ck_webhook_deliveries_finished", "(finished_at is null) = (state = 'pending')"));
    }
}

internal sealed class WebhookPositionMapping : IEntityTypeConfiguration<WebhookPosition>
{
    public void Configure(EntityTypeBuilder<WebhookPosition> builder)
    {
        builder.ToTable("webhook_position", table => table.HasCheckConstraint("ck_webhook_position_single", "id = 1"));
        builder.Property(position => position.Id).ValueGeneratedNever();
    }
}
