import ClientKit

/// A certificate for `localhost` and 127.0.0.1 that nobody has signed but itself, as an operator makes it with
/// `openssl req -x509 -newkey ec`. It is good from 2019 to 2118, so that no test depends on the date. Its key guards nothing.
struct TestCertificate: Sendable {
  /// The certificate's file, which clients are told to trust.
  let certificatePath: String
  /// The key's file.
  let keyPath: String
  /// Where both are, for as long as this value lives.
  private let folder: HomeFolder

  /// Writes both files.
  init() throws {
    folder = try HomeFolder()
    certificatePath = folder.path + "/certificate.pem"
    keyPath = folder.path + "/key.pem"
    try PrivateFile.write(Array(Self.certificate.utf8), to: certificatePath)
    try PrivateFile.write(Array(Self.key.utf8), to: keyPath)
  }

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBeDCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFpb3RleC1z
    d2lmdCB0ZXN0czAgFw0xOTAxMDEwMDAwMDBaGA8yMTE5MDEwMTAwMDAwMFowHDEa
    MBgGA1UEAwwRaW90ZXgtc3dpZnQgdGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMB
    BwNCAATP6z/brZauJq62ao+16uLlS/3Zp76LBE5ZUNNwutucOMeIgz6H9HGfnDp3
    N2PGOkicCnb9rWOY5rwcfaXUbks+o04wTDAaBgNVHREEEzARgglsb2NhbGhvc3SH
    BH8AAAEwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQU3GcjNM/stqBCuWojoYHd
    G3N1pfQwCgYIKoZIzj0EAwIDSQAwRgIhALgRR5kF/fUgUjkBKXjQx6BH17V1rJht
    MkZxYOit86ezAiEApGyoboiyqig1z1u31SNuGH6D0g+nhvmF6bqxQ4Bp2IM=
    -----END CERTIFICATE-----

    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmBpcWwgdqhFy4oUs
    h65YuAfL/9J8qJrV71Adp6W+QPChRANCAATP6z/brZauJq62ao+16uLlS/3Zp76L
    BE5ZUNNwutucOMeIgz6H9HGfnDp3N2PGOkicCnb9rWOY5rwcfaXUbks+
    -----END PRIVATE KEY-----

    """
}
