using MapDashboard.Data;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace MapDashboard.TestSupport;

/// <summary>The real server on a loopback port of its own, over a database of its own. A test class takes it as its fixture.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private TestServer(WebApplication app, FakeClock clock, string connectionString, string folder)
    {
        this.app = app;
        this.folder = folder;
        Clock = clock;
        ConnectionString = connectionString;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First());
        SecureAddress = addresses.Select(BindingAddress.Parse).FirstOrDefault(address => address.Scheme == "https") is { } https ? new Uri($"https://127.0.0.1:{https.Port}") : null;
    }

    public FakeClock Clock { get; }

    public string ConnectionString { get; }

    public Uri Address { get; }

    /// <summary>With <c>--lan</c>.</summary>
    public Uri? SecureAddress { get; }

    public string PhotoFolder => Path.Combine(folder, "photos");

    public IServiceProvider Services => app.Services;

    public NpgsqlDataSource DataSource => Services.GetRequiredService<MapDatabase>().DataSource;

    public static async Task<TestServer> StartAsync(string? connectionString = null, bool withAccounts = true, params string[] arguments)
    {
        if (connectionString is null)
        {
            connectionString = await TestCluster.NewDatabaseAsync();
            if (withAccounts)
            {
                await using var dataSource = Database.DataSource(connectionString);
                await using var db = Database.Context(dataSource);
                await TestAccounts.AddAsync(db);
            }
        }

        var folder = Directory.CreateTempSubdirectory("mapdashboard-server-").FullName;
        var clock = new FakeClock();
        var app = await MapServer.BuildAsync(
            ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder, "--Map:BaseMapFile", Path.Combine(ContentFolders.Find("gis-data"), "demo", "base-map.geojson"), "--Serilog:MinimumLevel:Default", "Warning", .. arguments],
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)).ConfigureDbContext<MapDbContext>(RefuseRowsByChance));
        await app.StartAsync();
        return new TestServer(app, clock, connectionString, folder);
    }

    public MapDbContext Context() => Database.Context(DataSource);

    /// <summary>A signed-in client; cached sessions would hide sign-in faults, so each call signs in.</summary>
    public async Task<MapClient> SignInAsync(string userName, string password = TestAccounts.Password)
    {
        var client = new MapClient(Address);
        await client.SignInAsync(userName, password);
        return client;
    }

    public MapClient Stranger() => new(Address);

    /// <summary>A query that takes the first of rows without saying in which order is a fault here, and a warning in the log of a server in use.</summary>
    private static void RefuseRowsByChance(DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings => warnings.Throw(CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
