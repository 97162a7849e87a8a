using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MapDashboard.Data.Geometries;

/// <summary>The seam where the published NetTopologySuite plugins would go (decisions/0005): one call for the data source, one for EF Core.</summary>
public static class GeometryExtensions
{
    public static NpgsqlDataSourceBuilder UseGeometry(this NpgsqlDataSourceBuilder builder)
    {
#pragma warning disable NPG9001 // See GeometryConverter.
        builder.AddTypeInfoResolverFactory(new GeometryTypeInfoResolverFactory());
#pragma warning restore NPG9001
        return builder;
    }

    public static DbContextOptionsBuilder UseGeometry(this DbContextOptionsBuilder builder)
    {
        ((IDbContextOptionsBuilderInfrastructure)builder).AddOrUpdateExtension(new GeometryOptionsExtension());
        return builder;
    }

    private sealed class GeometryOptionsExtension : IDbContextOptionsExtension
    {
        public DbContextOptionsExtensionInfo Info => new ExtensionInfo(this);

        public void ApplyServices(IServiceCollection services) =>
            services.AddSingleton<IRelationalTypeMappingSourcePlugin, GeometryTypeMappingSourcePlugin>();

        public void Validate(IDbContextOptions options)
        {
        }

        private sealed class ExtensionInfo(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
        {
            public override bool IsDatabaseProvider => false;

            public override string LogFragment => "geometry ";

            public override int GetServiceProviderHashCode() => 0;

            public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["Geometry"] = "1";

            public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ExtensionInfo;
        }
    }
}
