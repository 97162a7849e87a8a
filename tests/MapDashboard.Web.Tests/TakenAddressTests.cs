using System.Net;
using System.Net.Sockets;
using MapDashboard.Data.Cluster;
using MapDashboard.Web.Hosting;

namespace MapDashboard.Web.Tests;

/// <summary>A port that another program has, as one meets it at the first start.</summary>
public sealed class TakenAddressTests
{
    [Theory]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:{0}")]
    [InlineData("http://*:{0}")]
    public async Task A_taken_address_is_told_in_one_sentence_before_a_database_is_made(string urls)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("mapdashboard-taken-").FullName;

        var refused = await Should.ThrowAsync<StartRefusedException>(() => MapServer.BuildAsync(
            ["--urls", urls.Replace("{0}", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), "--Map:DataFolder", folder]));

        refused.Message.ShouldContain($":{port} is taken");
        refused.Message.ShouldContain("--urls");
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
        Directory.Delete(folder);
    }

    [Fact]
    public void Free_addresses_and_any_port_are_no_reason_to_refuse()
    {
        FreeAddress.Check(null);
        FreeAddress.Check("http://127.0.0.1:0;http://[::1]:0;http://unix:/tmp/nothing.sock");
    }
}
