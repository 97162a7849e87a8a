using System.Text.Json;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Screens;
using MapDashboard.Domain.Screens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class ScreenMapping : IEntityTypeConfiguration<Screen>
{
    public void Configure(EntityTypeBuilder<Screen> builder)
    {
        builder.Property(screen => screen.Id).ValueGeneratedNever();
        builder.HasIndex(screen => screen.AccountId).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(screen => screen.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(screen => screen.Settings).HasColumnType("jsonb").HasConversion(
            settings => JsonSerializer.Serialize(settings, Json.Options), text => JsonSerializer.Deserialize<ScreenSettings>(text, Json.Options)!);
    }
}

internal sealed class ScreenPairingMapping : IEntityTypeConfiguration<ScreenPairing>
{
    public void Configure(EntityTypeBuilder<ScreenPairing> builder)
    {
        builder.Property(pairing => pairing.Id).ValueGeneratedNever();
        builder.HasIndex(pairing => pairing.SecretHash).IsUnique();
        builder.HasIndex(pairing => pairing.Code).IsUnique();
        builder.HasOne<Screen>().WithMany().HasForeignKey(pairing => pairing.ScreenId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table => table.HasCheckConstraint("ck_screen_pairings_code", "code ~ '^[0-9]{6}$'"));
    }
}
