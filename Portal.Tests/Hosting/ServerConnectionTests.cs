using Portal.Web.Data;
using Portal.Web.Hosting;

namespace Portal.Tests.Hosting;

public class ServerConnectionTests
{
    [Theory]
    [InlineData("Host=127.0.0.1;Port=5433;Database=portal")]
    [InlineData("Host=localhost,127.0.0.1:5434;Database=portal")]
    [InlineData("Host=::1;Database=portal")]
    [InlineData("Host=/var/run/postgresql;Database=portal")]
    [InlineData("Host=db.example;Database=portal;SSL Mode=VerifyFull")]
    [InlineData("Host=10.1.0.7;Database=portal;SSL Mode=VerifyCA;Root Certificate=ca.pem")]
    public void This_machine_and_checked_certificates_are_let_through(string connection) => Assert.Null(ServerConnection.Fault(connection, allowPlain: false));

    [Theory]
    [InlineData("Host=db.example;Database=portal;Password=hunter2")]
    [InlineData("Host=db.example;Database=portal;SSL Mode=Prefer")]
    [InlineData("Host=db.example;Database=portal;SSL Mode=Require;Password=hunter2")]
    [InlineData("Host=10.1.0.7;Database=portal;SSL Mode=Disable")]
    [InlineData("Host=localhost,db.example;Database=portal")]
    [InlineData("Host=[fd00::7]:5432;Database=portal")]
    public void Another_machine_without_one_is_refused_until_the_operator_answers_for_the_network(string connection)
    {
        var fault = ServerConnection.Fault(connection, allowPlain: false);

        Assert.Contains("SSL Mode=VerifyFull", fault, StringComparison.Ordinal);
        Assert.Contains("Database:AllowPlainConnection=true", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
        Assert.Null(ServerConnection.Fault(connection, allowPlain: true));
    }

    [Theory]
    [InlineData("Database=portal", "names no host")]
    [InlineData("Host=db;Password=hunter2;Port=often", "cannot be read")]
    [InlineData("hunter2", "cannot be read")]
    public void What_is_no_connection_is_said_without_repeating_it(string connection, string sentence)
    {
        var fault = ServerConnection.Fault(connection, allowPlain: true);

        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseProvider.Postgres, 1)]
    [InlineData(DatabaseProvider.Sqlite, 0)]
    public void It_is_looked_at_with_the_other_settings(DatabaseProvider provider, int wrong)
    {
        var options = new DatabaseOptions { Provider = provider, ConnectionString = "Host=db.example;Database=portal" };

        Assert.Equal(wrong, options.Validate(new(options)).Count());
    }
}
