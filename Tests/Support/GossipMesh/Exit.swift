import Glibc

/// Ends the program with a status other than 0.
func exitUnsuccessfully(_ status: Int32) { exit(status) }
