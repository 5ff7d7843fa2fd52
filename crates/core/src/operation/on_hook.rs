//! What the operations have in common that are told a hook's id alone, and answer with the hook.

/// Such an operation; `INFO` in its file has the facts.
macro_rules! on_hook {
    ($(#[$meta:meta])* pub struct $name:ident;) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            id: String,
        }

        impl $name {
            /// The operation on the hook of this id.
            pub fn new(id: impl Into<String>) -> Self {
                Self { id: id.into() }
            }
        }

        impl $crate::Operation for $name {
            type Output = $crate::EventHook;

            fn info(&self) -> &'static $crate::OperationInfo {
                &INFO
            }

            fn request(&self, org: &$crate::OrgUrl) -> Result<http::Request<Vec<u8>>, $crate::InvalidInput> {
                INFO.request(org, Some(&self.id))
            }

            fn parse(&self, response: &http::Response<&[u8]>) -> Result<$crate::EventHook, $crate::Error> {
                INFO.json(response)
            }
        }
    };
}
pub(super) use on_hook;
