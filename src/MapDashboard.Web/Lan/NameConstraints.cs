using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace MapDashboard.Web.Lan;

/// <summary>
/// The X.509 extension that bounds what an authority may vouch for (RFC 5280, 4.2.1.10): private networks, <c>.local</c>, <c>localhost</c>, and
/// the names and public addresses that this machine had when the authority was made. A stolen key can then play no site of the internet.
/// </summary>
public static class NameConstraints
{
    private const string Oid = "2.5.29.30";
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("::1/128"),
    ];

    public static X509Extension For(LanNames names)
    {
        var networks = Private.Concat(names.Addresses
            .Where(address => !Array.Exists(Private, network => network.Contains(address)))
            .Select(address => new IPNetwork(address, address.GetAddressBytes().Length * 8)));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Permitted))
        {
            foreach (var host in names.Hosts.Append("localhost").Append("local").Distinct(StringComparer.Ordinal))
            {
                using (writer.PushSequence()) writer.WriteCharacterString(UniversalTagNumber.IA5String, host, DnsName);
            }

            foreach (var network in networks)
            {
                using (writer.PushSequence()) writer.WriteOctetString([.. network.BaseAddress.GetAddressBytes(), .. MaskOf(network)], IpAddress);
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    private static byte[] MaskOf(IPNetwork network)
    {
        var mask = new byte[network.BaseAddress.GetAddressBytes().Length];
        for (var bit = 0; bit < network.PrefixLength; bit++) mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return mask;
    }
}
