"""The demo workspace: eighteen months of a French CRM programme, played through the services that people use."""
