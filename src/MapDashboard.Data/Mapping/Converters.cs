using System.Text.Json;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Measures;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MapDashboard.Data.Mapping;

/// <summary>Times go in as UTC and come out saying so.</summary>
internal sealed class UtcValueConverter() : ValueConverter<DateTime, DateTime>(
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

/// <summary>Enums are their camelCase words in SQL, by the same table as on the wire.</summary>
internal static class EnumWords
{
    public static void Apply(ModelConfigurationBuilder configuration)
    {
        Add<AccountRole>(configuration);
        Add<Mode>(configuration);
        Add<CoordinateSystem>(configuration);
        Add<IssueStatus>(configuration);
        Add<IssueSource>(configuration);
        Add<PhotoKind>(configuration);
        Add<WatchClock>(configuration);
        Add<WatchDeed>(configuration);
        Add<AreaMeasure>(configuration);
        Add<DeliveryState>(configuration);
        Add<Cadence>(configuration);
        Add<CountedBy>(configuration);
        Add<CaseKind>(configuration);
    }

    /// <summary>Adds the CHECK that keeps other words out.</summary>
    public static void Check<TEntity, TEnum>(this EntityTypeBuilder<TEntity> entity, string column)
        where TEntity : class
        where TEnum : struct, Enum
    {
        var words = string.Join(", ", Words<TEnum>.All.Select(word => $"'{word}'"));
        var name = SnakeCase.Of($"ck_{entity.Metadata.GetTableName()}_{column}");
        entity.ToTable(table => table.HasCheckConstraint(name, $"{column} in ({words})"));
    }

    private static void Add<TEnum>(ModelConfigurationBuilder configuration)
        where TEnum : struct, Enum =>
        configuration.Properties<TEnum>().HaveConversion<WordValueConverter<TEnum>>();

    private sealed class WordValueConverter<TEnum>() : ValueConverter<TEnum, string>(
        value => Words<TEnum>.Of(value),
        word => Words<TEnum>.Parse(word))
        where TEnum : struct, Enum;
}

/// <summary>Small immutable records kept as jsonb: they are read and written whole.</summary>
internal static class JsonColumn
{
    public static PropertyBuilder<TValue> HasJson<TValue>(this PropertyBuilder<TValue> property) =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, Json.Options),
            text => JsonSerializer.Deserialize<TValue>(text, Json.Options)!,
            new ValueComparer<TValue>(
                (left, right) => Equals(left, right),
                value => value == null ? 0 : value.GetHashCode(),
                value => value));
}
